// A list of setup: a filter, actions for the whole list, and a table with actions for each row.

import type { FocusEvent } from "react";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { type Column, DataTable } from "../../ui/data-table";
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
  const { list, onFocus } = useFocusKept(rows);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only remembers where the focus was
    <div ref={list} className="setup-list" onFocus={onFocus}>
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
    </div>
  );
}

/** A long text: in full where there is room, else in the tooltip. */
export function Cut({ text, wide }: { text: string; wide?: boolean }) {
  return (
    <span className="cut clip" data-wide={wide} title={text}>
      {text}
    </span>
  );
}

/** Removing a row by its own button loses the focus: the table gets it. */
function useFocusKept(rows: unknown) {
  const list = useRef<HTMLDivElement>(null);
  const last = useRef<Element | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the rows are others
  useEffect(() => {
    if (!last.current || last.current.isConnected || document.activeElement !== document.body) return;
    list.current?.querySelector<HTMLElement>(".data-table")?.focus();
  }, [rows]);
  const onFocus = (event: FocusEvent) => {
    last.current = event.target;
  };
  return { list, onFocus };
}
