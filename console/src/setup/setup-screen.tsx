// The city's lists and the log of every change, for supervisors and admins; each list can be taken along as CSV.
import Papa from "papaparse";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ResponsePlan } from "../api/answers";
import { answerOf, client } from "../api/client";
import { useReference } from "../api/session";
import { useLive } from "../live/board";
import { type Column, DataTable } from "../ui/data-table";
import { EventLog } from "./event-log";
import { AGENCY, type Field, HOSPITAL, INCIDENT_TYPE, PLAN, STATION, UNIT } from "./lists";
import "../desk/desk.css";
import "../units/units.css";
import "./setup.css";

const TABS = ["units", "stations", "hospitals", "agencies", "types", "plans", "log"] as const;
type Tab = (typeof TABS)[number];

export default function SetupScreen() {
  const { t } = useTranslation();
  const [tab, setTab] = useState<Tab>("units");
  return (
    <div className="setup">
      <div className="row wrap" role="tablist" aria-label={t("setup.title")}>
        {TABS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={tab === name}
            aria-controls="setup-list"
            onClick={() => setTab(name)}
          >
            {t(`setup.${name}`)}
          </button>
        ))}
      </div>
      <p className="muted">{t("setup.read_only")}</p>
      <div id="setup-list" role="tabpanel" aria-label={t(`setup.${tab}`)} className="setup-list">
        <Chosen tab={tab} />
      </div>
    </div>
  );
}

function Chosen({ tab }: { tab: Tab }) {
  const reference = useReference();
  const units = useLive((live) => live.board.units);
  const plans = usePlans();
  switch (tab) {
    case "units":
      return <List name={tab} fields={UNIT} rows={[...units.values()]} />;
    case "stations":
      return <List name={tab} fields={STATION} rows={[...reference.stations.values()]} />;
    case "hospitals":
      return <List name={tab} fields={HOSPITAL} rows={[...reference.hospitals.values()]} />;
    case "agencies":
      return <List name={tab} fields={AGENCY} rows={[...reference.agencies.values()]} />;
    case "types":
      return <List name={tab} fields={INCIDENT_TYPE} rows={[...reference.types.values()]} />;
    case "plans":
      return <List name={tab} fields={PLAN} rows={plans} />;
    case "log":
      return <EventLog />;
  }
}

type ListProps<Row> = { name: Tab; fields: readonly Field<Row>[]; rows: readonly Row[] };

function List<Row extends object>({ name, fields, rows }: ListProps<Row>) {
  const { t } = useTranslation();
  const head = useHead();
  const [find, setFind] = useState("");
  const columns = useMemo(
    () => fields.map(({ id, value }): Column<Row> => ({ id, head: head(id), value })),
    [fields, head],
  );
  return (
    <>
      <div className="row">
        <input
          type="search"
          className="grow"
          aria-label={t("setup.filter")}
          placeholder={t("setup.filter")}
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
        <button type="button" onClick={() => download(`${name}.csv`, fields, rows)}>
          {t("setup.export")}
        </button>
      </div>
      <DataTable
        label={t(`setup.${name}`)}
        columns={columns}
        rows={rows}
        rowId={(row) => fields.map(({ value }) => value(row)).join(" ")}
        find={find}
      />
    </>
  );
}

function useHead(): (id: string) => string {
  const { t } = useTranslation();
  return useMemo(() => {
    return (id: string) => {
      const level = /^level(\d)$/.exec(id)?.[1];
      if (level) return t("setup.level", { level });
      if (id === "station" || id === "capabilities") return t(`units.${id}`);
      return t(`setup.${id as "code"}`);
    };
  }, [t]);
}

function usePlans(): readonly ResponsePlan[] {
  const [plans, setPlans] = useState<readonly ResponsePlan[]>([]);
  useEffect(() => {
    answerOf<ResponsePlan[]>(client.GET("/api/v1/response-plans"))
      .then(setPlans)
      .catch(() => {}); // the light says that the line is cut
  }, []);
  return plans;
}

function download<Row>(name: string, fields: readonly Field<Row>[], rows: readonly Row[]): void {
  const records = rows.map((row) => Object.fromEntries(fields.map(({ id, value }) => [id, value(row)])));
  // Cells that begin like a formula would be run by a spreadsheet.
  const text = Papa.unparse(records, { escapeFormulae: true });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
