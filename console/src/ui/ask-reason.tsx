// A command that always needs a reason.
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../live/command";
import { Ask } from "./ask";
import { CommandMessage } from "./command-message";

type Asked = {
  title: string;
  confirm: string;
  send: (reason: string, key: string) => Promise<unknown>;
  onClose: () => void;
  children?: ReactNode;
};

export function AskReason({ title, confirm, send, onClose, children }: Asked) {
  const { t } = useTranslation();
  const command = useCommand();
  const [reason, setReason] = useState("");
  async function submit(event: FormEvent) {
    event.preventDefault();
    const done = await command.run((key) => send(reason.trim(), key));
    if (done !== undefined) onClose();
  }
  return (
    <Ask title={title} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <label>
          {t("incident.reason")}
          <input value={reason} onChange={(event) => setReason(event.target.value)} required maxLength={200} />
        </label>
        {children}
        <CommandMessage command={command} />
        <div className="row">
          <button type="submit" className="primary" disabled={!reason.trim()}>
            {confirm}
          </button>
          <button type="button" onClick={onClose}>
            {t("incident.cancel")}
          </button>
        </div>
      </form>
    </Ask>
  );
}
