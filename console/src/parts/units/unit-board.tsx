// The unit board: each unit with state, since when, crew and position; takes units in or out of service with a reason.
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { answerOf, client } from "../../base/api/client";
import { SENDERS, useAccount, useReference } from "../../base/api/session";
import type { Assignment, Unit } from "../../base/api/views";
import { SCREENS } from "../../base/screens";
import { age } from "../../base/time/duration";
import { useNow } from "../../base/time/now";
import { useTerm } from "../../base/words/terms";
import { useWhere } from "../../base/words/where";
import { useLive } from "../../live/board";
import { useCommand } from "../../live/command";
import { fleet } from "../../live/fleet";
import { Age } from "../../ui/age";
import { CommandMessage } from "../../ui/command-message";
import { type Column, DataTable } from "../../ui/data-table";
import { MovementNow, ShownBy } from "../../ui/movement";
import { UnitStateAndWhy } from "../../ui/unit-state";
import { chooseUnit, useDesk } from "../desk-state";
import { AtStation, belongsAt } from "./at-station";
import { Capabilities } from "./capabilities";
import { FollowButton } from "./follow-button";
import { OutOfService } from "./out-of-service";
import "./units.css";

type Row = Unit & { since: string | null; where: string; agency: string };

export function UnitBoard({ onClose }: { onClose?: () => void }) {
  const { t } = useTranslation();
  const rows = useRows();
  const [find, setFind] = useState("");
  const [leaving, setLeaving] = useState<Unit | null>(null);
  const chosen = useDesk((desk) => desk.unitId);
  const mayCommand = SENDERS.includes(useAccount().role);
  const command = useCommand();
  const putIntoService = (unit: Unit) =>
    void command.run((key) =>
      answerOf(
        client.PATCH("/api/v1/units/{unit_id}", {
          params: { path: { unit_id: unit.unit_id }, header: { "idempotency-key": key } },
          body: { in_service: true },
        }),
      ),
    );
  const columns = useColumns(mayCommand ? { onLeave: setLeaving, onReturn: putIntoService } : null);
  return (
    <section className="unit-board panel" aria-label={t("units.title")}>
      <div className="panel-head row">
        <h2>{t("units.title")}</h2>
        <span className="muted">
          {t("units.shown", { shown: rows.filter(({ status }) => status === "available").length, total: rows.length })}{" "}
          {t("status.available")}
        </span>
        <input
          type="search"
          className="grow"
          aria-label={t("units.filter")}
          placeholder={t("units.filter")}
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
        {onClose && (
          <button type="button" onClick={onClose} aria-label={t("units.close")}>
            ✕
          </button>
        )}
      </div>
      <CommandMessage command={command} />
      <DataTable
        label={t("units.title")}
        columns={columns}
        rows={rows}
        rowId={(row) => row.unit_id}
        find={find}
        chosen={chosen}
        onChoose={chooseUnit}
      />
      {leaving && <OutOfService unit={leaving} onClose={() => setLeaving(null)} />}
    </section>
  );
}

function useRows(): Row[] {
  const { units, assignments, incidents } = useLive((live) => live.board);
  const { agencies, stations } = useReference();
  const whereIs = useWhere();
  return useMemo(
    () =>
      [...units.values()].map((unit) => {
        const atWork = unit.crew_with ? units.get(unit.crew_with) : unit;
        const assignment = atWork?.assignment_id ? assignments.get(atWork.assignment_id) : undefined;
        const incident = unit.incident_id ? incidents.get(unit.incident_id) : undefined;
        const station = stations.get(belongsAt(unit))?.name;
        return {
          ...unit,
          since: sinceWhen(unit, assignment),
          where: incident ? `${incident.number} ${whereIs(incident)}` : (station ?? ""),
          agency: agencies.get(unit.agency_id)?.name ?? unit.agency_id,
        };
      }),
    [units, assignments, incidents, agencies, stations, whereIs],
  );
}

function sinceWhen(unit: Unit, assignment: Assignment | undefined): string {
  if (assignment && unit.crew_with) return assignment.dispatched_at;
  if (assignment) return assignment.reached_at[assignment.status] ?? assignment.dispatched_at;
  return unit.status === "available" ? (unit.free_since_at ?? unit.service_changed_at) : unit.service_changed_at;
}

type Service = { onLeave: (unit: Unit) => void; onReturn: (unit: Unit) => void };

function useColumns(service: Service | null): Column<Row>[] {
  const { t } = useTranslation();
  const term = useTerm();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the handlers only set state
  return useMemo(() => {
    const columns: Column<Row>[] = [
      { id: "unit", head: t("units.unit"), value: (row) => row.unit_id, show: (row) => <ChooseUnit unit={row} /> },
      {
        id: "state",
        head: t("units.state"),
        value: (row) => term("status", row.status),
        show: (row) => <UnitStateAndWhy unit={row} />,
      },
      {
        id: "since",
        head: t("units.since"),
        numeric: true,
        value: (row) => (row.since ? -Date.parse(row.since) : 0),
        show: (row) => row.since && <Age sinceMs={Date.parse(row.since)} />,
      },
      {
        id: "where",
        head: t("units.where"),
        clipped: true,
        value: (row) => row.where,
        show: (row) => (row.incident_id ? row.where : <AtStation unit={row} />),
      },
      {
        id: "capabilities",
        head: t("units.capabilities"),
        value: (row) => row.capabilities.map((capability) => term("capability", capability)).join(", "),
        show: (row) => <Capabilities codes={row.capabilities} />,
      },
      {
        id: "crew",
        head: t("units.crew"),
        numeric: true,
        value: (row) => row.crew ?? 0,
        show: (row) => (row.staffed ? (row.crew ?? "–") : "0"),
      },
      {
        id: "position",
        head: t("units.position_age"),
        numeric: true,
        value: (row) => -(fleet.fixes.get(row.unit_id)?.fixedAt ?? 0),
        show: (row) => <PositionAge unitId={row.unit_id} />,
      },
      {
        id: "movement",
        head: t("units.movement"),
        value: (row) => term("movement", fleet.movements.get(row.unit_id)?.movement ?? ""),
        show: (row) => <MovementNow unitId={row.unit_id} />,
      },
      { id: "agency", head: t("units.agency"), clipped: true, value: (row) => row.agency },
      {
        id: "shown_by",
        head: t("units.shown_by"),
        value: (row) => fleet.movements.get(row.unit_id)?.device_id ?? "",
        show: (row) => <ShownBy unitId={row.unit_id} />,
      },
    ];
    if (!service) return columns;
    const change: Column<Row> = {
      id: "change",
      head: "",
      sortable: false,
      value: () => "",
      show: (row) => (
        <button type="button" onClick={() => (row.in_service ? service.onLeave(row) : service.onReturn(row))}>
          {row.in_service ? t("units.out_of_service") : t("units.into_service")}
        </button>
      ),
    };
    return [...columns, change];
  }, [t, term, service !== null]);
}

function ChooseUnit({ unit }: { unit: Unit }) {
  const hasMap = SCREENS[useAccount().role].includes("desk");
  return (
    <span className="row">
      <button type="button" className="plain link" onClick={() => chooseUnit(unit.unit_id)}>
        <strong>{unit.unit_id}</strong>
      </button>
      {hasMap && <FollowButton unitId={unit.unit_id} sign />}
    </span>
  );
}

function PositionAge({ unitId }: { unitId: string }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const fix = fleet.fixes.get(unitId);
  if (!fix) return <span className="warn">{t("units.no_position")}</span>;
  const ageMs = now - fix.fixedAt;
  return <span className={ageMs > 120_000 ? "warn" : ""}>{age(ageMs, i18n.language)}</span>;
}
