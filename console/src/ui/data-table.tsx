// A table that sorts by its column heads, filters by words, and renders only the visible rows.
import {
  type ColumnDef,
  columnFilteringFeature,
  createFilteredRowModel,
  createSortedRowModel,
  filterFn_includesString,
  globalFilteringFeature,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";

const features = tableFeatures({
  rowSortingFeature,
  columnFilteringFeature,
  globalFilteringFeature,
  sortedRowModel: createSortedRowModel(),
  filteredRowModel: createFilteredRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic },
  filterFns: { includesString: filterFn_includesString },
});

export type Column<Row> = {
  id: string;
  head: string;
  /** The value to sort and filter by. */
  value: (row: Row) => string | number;
  show?: (row: Row) => ReactNode;
  /** Numbers are right-aligned. */
  numeric?: boolean;
  /** Text too long for a row is cut; the whole text shows under the pointer. */
  clipped?: boolean;
  sortable?: boolean;
};

type Props<Row> = {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  find?: string;
  chosen?: string | null;
  onChoose?: (rowId: string) => void;
};

const ROW_PX = 32; // until a row is measured: large screens have taller ones

export function DataTable<Row extends object>({
  label,
  columns,
  rows,
  rowId,
  find = "",
  chosen,
  onChoose,
}: Props<Row>) {
  const { t } = useTranslation();
  const defined = useMemo(
    () =>
      columns.map(
        ({ id, head, value, sortable = true }): ColumnDef<typeof features, Row, unknown> => ({
          id,
          accessorFn: value,
          header: head,
          enableSorting: sortable,
          filterFn: "includesString",
        }),
      ),
    [columns],
  );
  const data = useMemo(() => [...rows], [rows]);
  const table = useTable(
    {
      features,
      columns: defined,
      data,
      getRowId: rowId,
      state: { globalFilter: find },
      globalFilterFn: "includesString",
    },
    (state) => state,
  );
  const numeric = new Set(columns.filter((column) => column.numeric).map(({ id }) => id));
  const shownBy = new Map(columns.map(({ id, show }) => [id, show]));
  const clipped = new Set(columns.filter((column) => column.clipped).map(({ id }) => id));
  const shown = table.getRowModel().rows;
  const scroll = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another is chosen, elsewhere too; not when rows change their order
  useEffect(() => {
    const index = shown.findIndex((row) => row.id === chosen);
    if (index >= 0) virtual.scrollToIndex(index);
  }, [chosen]);
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section ref={scroll} className="scroll data-table" tabIndex={0} aria-label={label}>
      <table aria-rowcount={shown.length}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => {
                const sorted = header.column.getIsSorted();
                return (
                  <th
                    key={header.id}
                    scope="col"
                    data-column={header.column.id}
                    className={numeric.has(header.column.id) ? "number" : undefined}
                    aria-sort={sorted ? (sorted === "asc" ? "ascending" : "descending") : undefined}
                  >
                    {header.column.getCanSort() ? (
                      <button type="button" className="plain head" onClick={header.column.getToggleSortingHandler()}>
                        <table.FlexRender header={header} /> {sorted ? (sorted === "asc" ? "▲" : "▼") : ""}
                      </button>
                    ) : (
                      <table.FlexRender header={header} />
                    )}
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {above > 0 && <tr style={{ height: above }} />}
          {items.map(({ index }) => {
            const row = shown[index];
            if (!row) return null;
            return (
              <tr
                key={row.id}
                ref={virtual.measureElement}
                data-index={index}
                data-row={row.id}
                aria-rowindex={index + 1}
                data-chosen={row.id === chosen}
                onClick={onChoose && (() => onChoose(row.id))}
              >
                {row.getAllCells().map((cell) => {
                  // Call it, as a component would be a new one at each render, which takes the focus from its buttons.
                  const show = shownBy.get(cell.column.id);
                  return (
                    <td
                      key={cell.id}
                      className={
                        numeric.has(cell.column.id) ? "number" : clipped.has(cell.column.id) ? "clip" : undefined
                      }
                      title={clipped.has(cell.column.id) ? String(cell.getValue()) : undefined}
                    >
                      {show ? show(row.original) : String(cell.getValue())}
                    </td>
                  );
                })}
              </tr>
            );
          })}
          {below > 0 && <tr style={{ height: below }} />}
        </tbody>
      </table>
      {shown.length === 0 && <p className="muted padded">{find ? t("table.not_found") : t("table.empty")}</p>}
    </section>
  );
}
