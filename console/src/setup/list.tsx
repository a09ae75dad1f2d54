// A list of setup: filter, what can be done with all of it, and a table whose rows can be worked on.
import { type ReactNode, useMemo, useState } from "react";
import { type Column, DataTable } from "../ui/data-table";
import { useWords } from "./words";

type Props<Row> = {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[] | null;
  failed?: boolean;
  rowId: (row: Row) => string;
  /** Buttons at the end of each row. */
  actions?: (row: Row) => ReactNode;
  children?: ReactNode;
};

export function SetupList<Row extends object>({ label, columns, rows, failed, rowId, actions, children }: Props<Row>) {
  const { t } = useWords();
  const [find, setFind] = useState("");
  const shown = useMemo<readonly Column<Row>[]>(() => {
    if (!actions) return columns;
    const head = t("actions");
    const last: Column<Row> = { id: "actions", head, sortable: false, value: () => "", show: actions };
    return [...columns, last];
  }, [columns, actions, t]);
  return (
    <>
      <div className="row wrap">
        <input
          type="search"
          className="grow"
          aria-label={t("filter")}
          placeholder={t("filter")}
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
        {children}
      </div>
      {failed && <p className="note-warn">{t("failed")}</p>}
      {rows === null ? (
        <p className="muted">{!failed && t("loading")}</p>
      ) : (
        <DataTable label={label} columns={shown} rows={rows} rowId={rowId} find={find} />
      )}
    </>
  );
}
