// The users and their roles.
import { useCallback, useState } from "react";
import type { EventKind, Role } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import type { components } from "../../base/api/schema";
import { useAccount } from "../../base/api/session";
import { useTerm } from "../../base/words/terms";
import { useLive } from "../../live/board";
import { useCommand } from "../../live/command";
import { useAnswer } from "../../live/use-answer";
import { CommandMessage } from "../../ui/command-message";
import { ConfirmButton } from "../../ui/confirm-button";
import type { Column } from "../../ui/data-table";
import { FormDialog, type FormField, textOf, type Values } from "./form";
import { SetupList } from "./list";
import { ShownOnce } from "./shown-once";
import { useWords } from "./words";

type Account = components["schemas"]["AccountOut"];

const CHANGES: readonly EventKind[] = ["account_added", "account_changed", "password_reset", "password_changed"];
const ROLES: readonly Role[] = ["call_taker", "dispatcher", "supervisor", "crew", "admin", "viewer"];

export function Users() {
  const { t } = useWords();
  const term = useTerm();
  const { answer: rows, failed } = useAnswer(() => answerOf(client.GET("/api/v1/accounts")), { on: CHANGES });
  const [editing, setEditing] = useState<Account | "new" | null>(null);
  const [once, setOnce] = useState<{ title: string; username: string; password: string | null } | null>(null);
  const command = useCommand();
  const columns: Column<Account>[] = [
    {
      id: "username",
      head: t("user.username"),
      value: (row) => row.username,
      show: (row) => <strong>{row.username}</strong>,
    },
    { id: "name", head: t("name"), value: (row) => row.full_name },
    { id: "role", head: t("user.role"), value: (row) => term("role", row.role) },
    { id: "unit", head: t("user.unit"), value: (row) => row.unit_id ?? "" },
    {
      id: "state",
      head: t("state"),
      value: (row) => (row.disabled_at ? t("user.disabled") : t("user.active")),
      show: (row) =>
        row.disabled_at ? <span className="warn">{t("user.disabled")}</span> : <span>{t("user.active")}</span>,
    },
    { id: "sessions", head: t("user.sessions"), numeric: true, value: (row) => row.sessions },
  ];
  const renew = async (username: string) => {
    const made = await command.run((key) =>
      answerOf(
        client.POST("/api/v1/accounts/{username}/password", {
          params: { path: { username }, header: { "idempotency-key": key } },
        }),
      ),
    );
    if (made) setOnce({ title: t("user.renewed", { name: username }), username, password: made.password });
  };
  const disable = (username: string, disabled: boolean) =>
    void command.run((key) =>
      answerOf(
        client.PATCH("/api/v1/accounts/{username}", {
          params: { path: { username }, header: { "idempotency-key": key } },
          body: { disabled },
        }),
      ),
    );
  const actions = (row: Account) => (
    <span className="row">
      <button type="button" aria-label={t("edit_of", { name: row.username })} onClick={() => setEditing(row)}>
        {t("edit")}
      </button>
      <ConfirmButton
        label={t("user.password")}
        name={`${t("user.password")}: ${row.username}`}
        question={t("user.password_sure")}
        onConfirm={() => void renew(row.username)}
      />
      {row.disabled_at ? (
        <button type="button" onClick={() => disable(row.username, false)}>
          {t("user.enable")}
        </button>
      ) : (
        <ConfirmButton
          label={t("user.disable")}
          name={`${t("user.disable")}: ${row.username}`}
          question={t("user.disable_sure")}
          onConfirm={() => disable(row.username, true)}
        />
      )}
    </span>
  );
  const added = (account: Account, password: string | null) => {
    setEditing(null);
    setOnce({ title: t("user.made", { name: account.username }), username: account.username, password });
  };
  return (
    <>
      <CommandMessage command={command} />
      <SetupList
        label={t("section.users")}
        columns={columns}
        rows={rows}
        failed={failed}
        rowId={(row) => row.username}
        actions={actions}
      >
        <button type="button" className="primary" onClick={() => setEditing("new")}>
          {t("add")}
        </button>
      </SetupList>
      {editing === "new" && <NewUser onAdded={added} onClose={() => setEditing(null)} />}
      {editing && editing !== "new" && <EditUser account={editing} onClose={() => setEditing(null)} />}
      {once && <ShownOnce {...once} onClose={() => setOnce(null)} />}
    </>
  );
}

function NewUser({
  onAdded,
  onClose,
}: {
  onAdded: (account: Account, password: string | null) => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  const fields = useFields();
  const username: FormField = {
    name: "username",
    label: t("user.username"),
    hint: t("user.username_hint"),
    required: true,
    pattern: "[a-z0-9][a-z0-9._\\-]{0,63}",
  };
  const send = (values: Values) => (key: string) =>
    answerOf(
      client.POST("/api/v1/accounts", {
        params: { header: { "idempotency-key": key } },
        body: { username: String(values.username), ...details(values) },
      }),
    );
  return (
    <FormDialog
      title={t("add_to", { list: t("section.users") })}
      fields={[username, ...fields]}
      values={{ username: "", full_name: "", role: "dispatcher", unit_id: "" }}
      send={send}
      onDone={({ password, ...account }) => onAdded(account, password)}
      onClose={onClose}
    />
  );
}

function EditUser({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useWords();
  const own = useAccount().username === account.username;
  const fields = useFields().filter(({ name }) => !own || name === "full_name");
  const send = useCallback(
    (values: Values) => (key: string) =>
      answerOf(
        client.PATCH("/api/v1/accounts/{username}", {
          params: { path: { username: account.username }, header: { "idempotency-key": key } },
          body: own ? { full_name: String(values.full_name) } : details(values),
        }),
      ),
    [account.username, own],
  );
  return (
    <FormDialog
      title={t("edit_of", { name: account.username })}
      fields={fields}
      values={{ full_name: account.full_name, role: account.role, unit_id: account.unit_id ?? "" }}
      send={send}
      onDone={onClose}
      onClose={onClose}
    />
  );
}

function details(values: Values) {
  const role = values.role as Role;
  return {
    full_name: String(values.full_name).trim(),
    role,
    unit_id: role === "crew" ? textOf(values.unit_id) : null,
  };
}

function useFields(): FormField[] {
  const { t } = useWords();
  const term = useTerm();
  const units = useLive((live) => live.board.units);
  return [
    { name: "full_name", label: t("name"), required: true },
    {
      name: "role",
      label: t("user.role"),
      input: "select",
      required: true,
      options: ROLES.map((role) => ({ value: role, label: term("role", role) })),
    },
    {
      name: "unit_id",
      label: t("user.unit"),
      input: "select",
      options: [...units.keys()].sort().map((unit) => ({ value: unit, label: unit })),
    },
  ];
}
