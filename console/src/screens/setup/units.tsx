// The fleet: each unit's type and capabilities; removing a unit keeps its history.
import { useMemo, useState } from "react";
import type { EventKind } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import { useReference } from "../../base/api/session";
import type { Unit } from "../../base/api/views";
import { useTerm } from "../../base/words/terms";
import { useLive } from "../../live/board";
import { useCommand } from "../../live/command";
import { useAnswer } from "../../live/use-answer";
import { Capabilities } from "../../parts/units/capabilities";
import { CommandMessage } from "../../ui/command-message";
import type { Column } from "../../ui/data-table";
import { UnitState } from "../../ui/unit-state";
import { FormDialog, manyOf, numberOf, textOf, type Values } from "./form";
import { Cut, SetupList } from "./list";
import { ListFile } from "./list-file";
import { NEW_ID } from "./roster";
import { useUnitFields } from "./unit-fields";
import { useWords } from "./words";

const RETIRED: readonly EventKind[] = ["unit_retired", "unit_returned"];

export function Units() {
  const { t } = useWords();
  const term = useTerm();
  const { agencies, stations } = useReference();
  const units = useLive((live) => live.board.units);
  const rows = useMemo(() => [...units.values()].sort((a, b) => a.unit_id.localeCompare(b.unit_id)), [units]);
  const [editing, setEditing] = useState<Unit | "new" | null>(null);
  const [leaving, setLeaving] = useState<Unit | null>(null);
  const columns: Column<Unit>[] = [
    { id: "unit", head: t("code"), value: (row) => row.unit_id, show: (row) => <strong>{row.unit_id}</strong> },
    { id: "callsign", head: t("callsign"), value: (row) => row.callsign },
    { id: "kind", head: t("kind"), value: (row) => term("kind", row.kind) },
    cut("agency", t("agency"), (row) => agencies.get(row.agency_id)?.name ?? row.agency_id),
    cut("station", t("station"), (row) => stations.get(row.station_id ?? "")?.name ?? ""),
    {
      id: "capabilities",
      head: t("capabilities"),
      value: (row) => row.capabilities.map((capability) => term("capability", capability)).join(", "),
      show: (row) => <Capabilities codes={row.capabilities} />,
    },
    { id: "crew", head: t("crew"), numeric: true, value: (row) => row.crew ?? "" },
    {
      id: "state",
      head: t("state"),
      value: (row) => term("status", row.status),
      show: (row) => <UnitState status={row.status} />,
    },
  ];
  return (
    <>
      <SetupList
        label={t("section.units")}
        columns={columns}
        rows={rows}
        rowId={(row) => row.unit_id}
        actions={(row) => (
          <span className="row">
            <button type="button" aria-label={t("edit_of", { name: row.unit_id })} onClick={() => setEditing(row)}>
              {t("edit")}
            </button>
            <button
              type="button"
              className="danger"
              aria-label={`${t("remove")}: ${row.unit_id}`}
              onClick={() => setLeaving(row)}
            >
              {t("remove")}
            </button>
          </span>
        )}
      >
        <ListFile name="units" />
        <button type="button" className="primary" onClick={() => setEditing("new")}>
          {t("add")}
        </button>
      </SetupList>
      <Retired />
      {editing && <UnitForm unit={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
      {leaving && <Retire unit={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}

function cut(id: string, head: string, value: (row: Unit) => string): Column<Unit> {
  return { id, head, value, show: (row) => <Cut text={value(row)} /> };
}

function UnitForm({ unit, onClose }: { unit: Unit | null; onClose: () => void }) {
  const { t } = useWords();
  const fields = useUnitFields();
  const { agencies } = useReference();
  const id = { name: "unit_id", label: t("code"), hint: t("code_hint"), required: true, pattern: NEW_ID };
  const send = (values: Values) => (key: string) => {
    const header = { "idempotency-key": key };
    if (!unit) {
      const body = { unit_id: String(values.unit_id), ...details(values, String(values.unit_id)) };
      return answerOf(client.POST("/api/v1/units", { params: { header }, body }));
    }
    const body = details(values, unit.unit_id);
    return answerOf(
      client.PUT("/api/v1/units/{unit_id}", { params: { path: { unit_id: unit.unit_id }, header }, body }),
    );
  };
  return (
    <FormDialog
      title={unit ? t("edit_of", { name: unit.unit_id }) : t("add_to", { list: t("section.units") })}
      fields={unit ? fields : [id, ...fields]}
      values={valuesOf(unit, [...agencies.keys()][0] ?? "")}
      send={send}
      onDone={onClose}
      onClose={onClose}
    />
  );
}

function valuesOf(unit: Unit | null, firstAgency: string): Values {
  return {
    unit_id: "",
    callsign: unit?.callsign ?? "",
    agency_id: unit?.agency_id ?? firstAgency,
    station_id: unit?.station_id ?? "",
    kind: unit?.kind ?? "ambulance",
    capabilities: unit?.capabilities ?? [],
    profile: unit?.profile ?? "ambulance",
    crew: unit?.crew === null || unit?.crew === undefined ? "" : String(unit.crew),
    crew_pool: unit?.crew_pool ?? "",
  };
}

function details(values: Values, unitId: string) {
  return {
    callsign: textOf(values.callsign) ?? unitId,
    agency_id: String(values.agency_id),
    station_id: textOf(values.station_id),
    kind: String(values.kind),
    capabilities: manyOf(values.capabilities),
    profile: String(values.profile),
    crew: numberOf(values.crew),
    crew_pool: textOf(values.crew_pool),
  };
}

function Retire({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const { t } = useWords();
  return (
    <FormDialog
      title={t("unit.retire_title", { name: unit.unit_id })}
      note={t("unit.retire_note")}
      fields={[{ name: "reason", label: t("unit.reason"), required: true }]}
      values={{ reason: "" }}
      submit={t("unit.retire")}
      send={(values) => (key) =>
        answerOf(
          client.POST("/api/v1/units/{unit_id}/retire", {
            params: { path: { unit_id: unit.unit_id }, header: { "idempotency-key": key } },
            body: { reason: String(values.reason) },
          }),
        )
      }
      onDone={onClose}
      onClose={onClose}
    />
  );
}

function Retired() {
  const { t } = useWords();
  const command = useCommand();
  const { answer: rows } = useAnswer(
    () => answerOf(client.GET("/api/v1/units", { params: { query: { retired: true } } })),
    { on: RETIRED },
  );
  if (!rows?.length) return null;
  const bring = (unitId: string) =>
    void command.run((key) =>
      answerOf(
        client.POST("/api/v1/units/{unit_id}/return", {
          params: { path: { unit_id: unitId }, header: { "idempotency-key": key } },
        }),
      ),
    );
  return (
    <details className="retired">
      <summary>
        {t("unit.retired")} ({rows.length})
      </summary>
      <ul>
        {rows.map((unit) => (
          <li key={unit.unit_id} className="row">
            <strong>{unit.unit_id}</strong> <span className="grow soft">{unit.out_of_service_reason}</span>
            <button
              type="button"
              aria-label={`${t("unit.return")}: ${unit.unit_id}`}
              onClick={() => bring(unit.unit_id)}
            >
              {t("unit.return")}
            </button>
          </li>
        ))}
      </ul>
      <CommandMessage command={command} />
    </details>
  );
}
