// Agencies, stations and hospitals: three similar lists, each described by its columns and its form.
import { type ReactNode, useState } from "react";
import type { Agency, Hospital, Station, Vocabulary } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import { useReference } from "../../base/api/session";
import { useTerm } from "../../base/words/terms";
import { type Send, useCommand } from "../../live/command";
import { CommandMessage } from "../../ui/command-message";
import { ConfirmButton } from "../../ui/confirm-button";
import type { Column } from "../../ui/data-table";
import { FormDialog, type FormField, manyOf, type Values } from "./form";
import { SetupList } from "./list";
import { ListFile } from "./list-file";
import { FromMap } from "./map-places";
import { PlaceCell } from "./place-cell";
import { placeOf, textOfPlace } from "./place-field";
import { useWords } from "./words";

export const NEW_ID = "[A-Za-z0-9][A-Za-z0-9._\\-]{0,31}";

type RosterProps<Row> = {
  name: "agencies" | "stations" | "hospitals";
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  fields: readonly FormField[];
  values: (row: Row | null) => Values;
  add: (values: Values) => Send<unknown>;
  change: (row: Row, values: Values) => Send<unknown>;
  remove: (row: Row) => Send<unknown>;
};

function Roster<Row extends { id: string; name: string }>(props: RosterProps<Row>): ReactNode {
  const { t } = useWords();
  const [editing, setEditing] = useState<Row | "new" | null>(null);
  const command = useCommand();
  const done = () => setEditing(null);
  const id: FormField = { name: "id", label: t("code"), hint: t("code_hint"), required: true, pattern: NEW_ID };
  const columns: Column<Row>[] = [
    { id: "code", head: t("code"), value: (row) => row.id, show: (row) => <strong>{row.id}</strong> },
    { id: "name", head: t("name"), value: (row) => row.name },
    ...props.columns,
  ];
  const actions = (row: Row) => (
    <span className="row">
      <button type="button" aria-label={t("edit_of", { name: row.id })} onClick={() => setEditing(row)}>
        {t("edit")}
      </button>
      <ConfirmButton
        label={t("remove")}
        name={`${t("remove")}: ${row.id}`}
        question={t("remove_sure")}
        onConfirm={() => void command.run(props.remove(row))}
      />
    </span>
  );
  return (
    <>
      <CommandMessage command={command} />
      <SetupList
        label={t(`section.${props.name}`)}
        columns={columns}
        rows={props.rows}
        rowId={(row) => row.id}
        actions={actions}
      >
        {props.name !== "agencies" && <FromMap into={props.name} />}
        <ListFile name={props.name} />
        <button type="button" className="primary" onClick={() => setEditing("new")}>
          {t("add")}
        </button>
      </SetupList>
      {editing === "new" && (
        <FormDialog
          title={t("add_to", { list: t(`section.${props.name}`) })}
          fields={[id, ...props.fields]}
          values={{ id: "", ...props.values(null) }}
          send={props.add}
          onDone={done}
          onClose={done}
        />
      )}
      {editing && editing !== "new" && (
        <FormDialog
          title={t("edit_of", { name: editing.id })}
          fields={props.fields}
          values={props.values(editing)}
          send={(values) => props.change(editing, values)}
          onDone={done}
          onClose={done}
        />
      )}
    </>
  );
}

const header = (key: string) => ({ "idempotency-key": key });

export function Agencies() {
  const { t } = useWords();
  const term = useTerm();
  const { agencies, vocabulary } = useReference();
  const body = (values: Values) => ({ name: String(values.name).trim(), kind: String(values.kind) });
  return (
    <Roster<Agency>
      name="agencies"
      rows={[...agencies.values()]}
      columns={[{ id: "kind", head: t("kind"), value: (row) => term("agency_kind", row.kind) }]}
      fields={[
        { name: "name", label: t("name"), required: true },
        {
          name: "kind",
          label: t("kind"),
          input: "select",
          required: true,
          options: vocabulary.agency_kinds.map((kind) => ({ value: kind, label: term("agency_kind", kind) })),
        },
      ]}
      values={(row) => ({ name: row?.name ?? "", kind: row?.kind ?? "ambulance" })}
      add={(values) => (key) =>
        answerOf(
          client.POST("/api/v1/agencies", {
            params: { header: header(key) },
            body: { id: String(values.id), ...body(values) },
          }),
        )
      }
      change={({ id }, values) =>
        (key) =>
          answerOf(
            client.PUT("/api/v1/agencies/{agency_id}", {
              params: { path: { agency_id: id }, header: header(key) },
              body: body(values),
            }),
          )
        }
      remove={({ id }) =>
        (key) =>
          answerOf(
            client.DELETE("/api/v1/agencies/{agency_id}", { params: { path: { agency_id: id }, header: header(key) } }),
          )
        }
    />
  );
}

export function Stations() {
  const { t } = useWords();
  const { stations, agencies } = useReference();
  const body = (values: Values) => ({
    agency_id: String(values.agency_id),
    name: String(values.name).trim(),
    position: placeOf(values.position) ?? { lat: 0, lon: 0 }, // the form rejects anything else
  });
  return (
    <Roster<Station>
      name="stations"
      rows={[...stations.values()]}
      columns={[
        { id: "agency", head: t("agency"), value: (row) => agencies.get(row.agency_id)?.name ?? row.agency_id },
        {
          id: "position",
          head: t("position"),
          value: (row) => textOfPlace(row.position),
          show: (row) => <PlaceCell place={row.position} text={textOfPlace(row.position)} />,
        },
      ]}
      fields={[
        { name: "name", label: t("name"), required: true },
        {
          name: "agency_id",
          label: t("agency"),
          input: "select",
          required: true,
          options: [...agencies.values()].map(({ id, name }) => ({ value: id, label: name })),
        },
        { name: "position", label: t("position"), input: "place", required: true },
      ]}
      values={(row) => ({
        name: row?.name ?? "",
        agency_id: row?.agency_id ?? [...agencies.keys()][0] ?? "",
        position: row ? textOfPlace(row.position) : "",
      })}
      add={(values) => (key) =>
        answerOf(
          client.POST("/api/v1/stations", {
            params: { header: header(key) },
            body: { id: String(values.id), ...body(values) },
          }),
        )
      }
      change={({ id }, values) =>
        (key) =>
          answerOf(
            client.PUT("/api/v1/stations/{station_id}", {
              params: { path: { station_id: id }, header: header(key) },
              body: body(values),
            }),
          )
        }
      remove={({ id }) =>
        (key) =>
          answerOf(
            client.DELETE("/api/v1/stations/{station_id}", {
              params: { path: { station_id: id }, header: header(key) },
            }),
          )
        }
    />
  );
}

/** The departments that advice knows, and any others named by a loaded list. */
function departmentsOf({ departments }: Vocabulary, hospitals: Iterable<Hospital>): string[] {
  return [...new Set([...departments, ...[...hospitals].flatMap(({ departments }) => departments)])];
}

export function Hospitals() {
  const { t } = useWords();
  const { hospitals, vocabulary } = useReference();
  const term = useTerm();
  const body = (values: Values) => ({
    name: String(values.name).trim(),
    position: placeOf(values.position) ?? { lat: 0, lon: 0 }, // the form rejects anything else
    departments: manyOf(values.departments),
  });
  return (
    <Roster<Hospital>
      name="hospitals"
      rows={[...hospitals.values()]}
      columns={[
        {
          id: "departments",
          head: t("departments"),
          value: (row) => row.departments.map((code) => term("department", code)).join(", "),
        },
        {
          id: "position",
          head: t("position"),
          value: (row) => textOfPlace(row.position),
          show: (row) => <PlaceCell place={row.position} text={textOfPlace(row.position)} />,
        },
      ]}
      fields={[
        { name: "name", label: t("name"), required: true },
        {
          name: "departments",
          label: t("departments"),
          hint: t("departments_hint"),
          input: "many",
          options: departmentsOf(vocabulary, hospitals.values()).map((code) => ({
            value: code,
            label: term("department", code),
          })),
        },
        { name: "position", label: t("position"), input: "place", required: true },
      ]}
      values={(row) => ({
        name: row?.name ?? "",
        departments: row?.departments ?? [],
        position: row ? textOfPlace(row.position) : "",
      })}
      add={(values) => (key) =>
        answerOf(
          client.POST("/api/v1/hospitals", {
            params: { header: header(key) },
            body: { id: String(values.id), ...body(values) },
          }),
        )
      }
      change={({ id }, values) =>
        (key) =>
          answerOf(
            client.PUT("/api/v1/hospitals/{hospital_id}", {
              params: { path: { hospital_id: id }, header: header(key) },
              body: body(values),
            }),
          )
        }
      remove={({ id }) =>
        (key) =>
          answerOf(
            client.DELETE("/api/v1/hospitals/{hospital_id}", {
              params: { path: { hospital_id: id }, header: header(key) },
            }),
          )
        }
    />
  );
}
