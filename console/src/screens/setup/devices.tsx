// Trackers and phones: each one's unit, its health, and its credentials.
import { useState } from "react";
import type { EventKind } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import type { components } from "../../base/api/schema";
import { percent } from "../../base/time/duration";
import { useLive } from "../../live/board";
import { useCommand } from "../../live/command";
import { useAnswer } from "../../live/use-answer";
import { Age } from "../../ui/age";
import { CommandMessage } from "../../ui/command-message";
import { ConfirmButton } from "../../ui/confirm-button";
import type { Column } from "../../ui/data-table";
import { FormDialog, type FormField, textOf, type Values } from "./form";
import { SetupList } from "./list";
import { ListFile } from "./list-file";
import { PhoneCodes } from "./phone-codes";
import { ShownOnce } from "./shown-once";
import { useWords } from "./words";

type Device = {
  device_id: string;
  unit_id: string;
  agency_id: string;
  kind: string;
  priority: number;
  heard_at: string | null;
  battery_pct: number | null;
  state: "online" | "late" | "silent" | "never";
};
type Added = components["schemas"]["DeviceAddedOut"];
type Renewed = components["schemas"]["DevicePasswordOut"];
type Kind = "tracker" | "phone" | "box";

const CHANGES: readonly EventKind[] = [
  "device_added",
  "device_revoked",
  "device_password_renewed",
  "device_handed_over",
  "device_signed",
  "list_imported",
];
const KINDS: readonly Kind[] = ["tracker", "phone", "box"];
const TONE = { online: "good", late: "warn", silent: "bad", never: "muted" } as const;

export function Devices() {
  const { t } = useWords();
  const { answer: rows, failed } = useAnswer(
    () => answerOf(client.GET("/api/v1/devices")).then(({ devices }) => devices),
    { on: CHANGES },
  );
  const [adding, setAdding] = useState(false);
  const [moving, setMoving] = useState<Device | null>(null);
  const [once, setOnce] = useState<Renewed | null>(null);
  const command = useCommand();
  const columns = useColumns();
  const renew = async (device_id: string) => {
    const renewed = await command.run((key) =>
      answerOf(
        client.POST("/api/v1/devices/{device_id}/password", {
          params: { path: { device_id }, header: { "idempotency-key": key } },
        }),
      ),
    );
    if (renewed) setOnce(renewed);
  };
  const revoke = (device_id: string) =>
    void command.run((key) =>
      answerOf(
        client.POST("/api/v1/devices/{device_id}/revoke", {
          params: { path: { device_id }, header: { "idempotency-key": key } },
        }),
      ),
    );
  const actions = (row: Device) => (
    <span className="row">
      <button type="button" aria-label={`${t("device.move")}: ${row.device_id}`} onClick={() => setMoving(row)}>
        {t("device.move")}
      </button>
      <ConfirmButton
        label={t("device.renew")}
        name={`${t("device.renew")}: ${row.device_id}`}
        question={t("device.renew_sure")}
        onConfirm={() => void renew(row.device_id)}
      />
      <ConfirmButton
        label={t("device.revoke")}
        name={`${t("device.revoke")}: ${row.device_id}`}
        question={t("device.revoke_sure")}
        onConfirm={() => revoke(row.device_id)}
      />
    </span>
  );
  return (
    <>
      <CommandMessage command={command} />
      <SetupList
        label={t("section.devices")}
        columns={columns}
        rows={rows}
        failed={failed}
        rowId={(row) => row.device_id}
        actions={actions}
      >
        <ListFile name="devices" />
        <button type="button" className="primary" onClick={() => setAdding(true)}>
          {t("add")}
        </button>
      </SetupList>
      {adding && (
        <NewDevice
          onAdded={(made) => {
            setAdding(false);
            setOnce(made);
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {moving && <Move device={moving} onClose={() => setMoving(null)} />}
      {once && (
        <ShownOnce
          title={t("device.made", { name: once.device_id })}
          username={once.device_id}
          password={once.password}
          onClose={() => setOnce(null)}
        >
          <PhoneCodes deviceId={once.device_id} password={once.password ?? ""} />
        </ShownOnce>
      )}
    </>
  );
}

function useColumns(): Column<Device>[] {
  const { t, i18n } = useWords();
  return [
    {
      id: "device",
      head: t("device.id"),
      value: (row) => row.device_id,
      show: (row) => <strong>{row.device_id}</strong>,
    },
    { id: "unit", head: t("device.unit"), value: (row) => row.unit_id },
    { id: "kind", head: t("device.kind"), value: (row) => kindOf(row.kind, t) },
    { id: "priority", head: t("device.priority"), numeric: true, value: (row) => row.priority },
    {
      id: "state",
      head: t("state"),
      value: (row) => t(`device.health.${row.state}`),
      show: (row) => <span className={TONE[row.state]}>{t(`device.health.${row.state}`)}</span>,
    },
    {
      id: "heard",
      head: t("device.heard"),
      numeric: true,
      value: (row) => (row.heard_at ? -Date.parse(row.heard_at) : 0),
      show: (row) => row.heard_at && <Age sinceMs={Date.parse(row.heard_at)} />,
    },
    {
      id: "battery",
      head: t("device.battery"),
      numeric: true,
      value: (row) => row.battery_pct ?? "",
      show: (row) => row.battery_pct !== null && percent(row.battery_pct / 100, i18n.language),
    },
  ];
}

function kindOf(kind: string, t: ReturnType<typeof useWords>["t"]): string {
  return KINDS.includes(kind as Kind) ? t(`device.kinds.${kind as Kind}`) : kind;
}

function useUnitField(): FormField {
  const { t } = useWords();
  const units = useLive((live) => live.board.units);
  return {
    name: "unit_id",
    label: t("device.unit"),
    input: "select",
    required: true,
    options: [...units.keys()].sort().map((unit) => ({ value: unit, label: unit })),
  };
}

function NewDevice({ onAdded, onClose }: { onAdded: (made: Added) => void; onClose: () => void }) {
  const { t } = useWords();
  const unit = useUnitField();
  const fields: FormField[] = [
    unit,
    {
      name: "kind",
      label: t("device.kind"),
      input: "select",
      required: true,
      options: KINDS.map((kind) => ({ value: kind, label: t(`device.kinds.${kind}`) })),
    },
    { name: "device_id", label: t("device.id"), hint: t("device.id_hint") },
    {
      name: "priority",
      label: t("device.priority"),
      hint: t("device.priority_hint"),
      input: "number",
      required: true,
      min: 1,
      max: 9,
    },
  ];
  return (
    <FormDialog<Added>
      title={t("add_to", { list: t("section.devices") })}
      fields={fields}
      values={{ unit_id: "", kind: "phone", device_id: "", priority: "1" }}
      send={(values: Values) => (key) =>
        answerOf(
          client.POST("/api/v1/devices", {
            params: { header: { "idempotency-key": key } },
            body: {
              unit_id: String(values.unit_id),
              device_id: textOf(values.device_id),
              kind: String(values.kind),
              priority: Number(values.priority),
            },
          }),
        )
      }
      onDone={onAdded}
      onClose={onClose}
    />
  );
}

function Move({ device, onClose }: { device: Device; onClose: () => void }) {
  const { t } = useWords();
  const unit = useUnitField();
  return (
    <FormDialog
      title={t("device.move_title", { name: device.device_id })}
      fields={[unit]}
      values={{ unit_id: device.unit_id }}
      submit={t("device.move")}
      send={(values) => (key) =>
        answerOf(
          client.POST("/api/v1/devices/{device_id}/unit", {
            params: { path: { device_id: device.device_id }, header: { "idempotency-key": key } },
            body: { unit_id: String(values.unit_id) },
          }),
        )
      }
      onDone={onClose}
      onClose={onClose}
    />
  );
}
