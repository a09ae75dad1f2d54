// A list as CSV: downloaded, or loaded in whole or not at all, after a preview of the changes.
import { useState } from "react";
import { answerOf, client } from "../../base/api/client";
import type { Problem } from "../../base/api/problem";
import type { components } from "../../base/api/schema";
import { useCommand } from "../../live/command";
import { Ask } from "../../ui/ask";
import { CommandMessage } from "../../ui/command-message";
import { download } from "./download";
import { useWords } from "./words";

export type ListName = components["schemas"]["ListName"];
type Imported = components["schemas"]["ImportedOut"];
type WrongLine = {
  line: number;
  code: string;
  reason: string;
  column: string | null;
  value: string | null;
  known: string | null;
};

// Makes a spreadsheet read accented names as UTF-8.
const BYTE_ORDER_MARK = "\ufeff";
const CHARS_MAX = 200_000;
const COLUMNS: Record<ListName, string> = {
  agencies: "id, name, kind",
  stations: "id, agency, name, lat, lon",
  hospitals: "id, name, lat, lon, departments (a;b)",
  units: "id, callsign, agency, station, kind, capabilities (a;b), profile, crew, crew_pool",
  devices: "device_id, unit_id, kind, priority",
};

export function ListFile({ name }: { name: ListName }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const command = useCommand();
  const take = async () => {
    const text = await command.run(() =>
      answerOf(client.GET("/api/v1/lists/{name}.csv", { params: { path: { name } }, parseAs: "text" })),
    );
    if (text !== undefined) download(`${name}.csv`, "text/csv", BYTE_ORDER_MARK + text);
  };
  return (
    <>
      <CommandMessage command={command} />
      <button type="button" onClick={() => void take()}>
        {t("file.export")}
      </button>
      <button type="button" onClick={() => setOpen(true)}>
        {t("file.import")}
      </button>
      {open && <ImportDialog name={name} onClose={() => setOpen(false)} />}
    </>
  );
}

function ImportDialog({ name, onClose }: { name: ListName; onClose: () => void }) {
  const { t } = useWords();
  const [csv, setCsv] = useState<string | null>(null);
  const [fileName, setFileName] = useState<string | null>(null);
  const [looked, setLooked] = useState<Imported | null>(null);
  const [done, setDone] = useState<Imported | null>(null);
  const command = useCommand();
  const send = (text: string, check_only: boolean) =>
    command.run((key) =>
      answerOf(
        client.PUT("/api/v1/lists/{name}", {
          params: { path: { name }, header: { "idempotency-key": key } },
          body: { csv: text, check_only },
        }),
      ),
    );
  const choose = async (file: File | undefined) => {
    setLooked(null);
    setCsv(null);
    setFileName(file?.name ?? null);
    if (!file) return;
    const text = textOf(await file.arrayBuffer());
    setCsv(text);
    if (text.length <= CHARS_MAX) setLooked((await send(text, true)) ?? null);
  };
  const load = async () => {
    const loaded = csv === null ? undefined : await send(csv, false);
    if (!loaded) return;
    if (loaded.credentials?.length) setDone(loaded);
    else onClose();
  };
  const problem = command.state.phase === "refused" ? command.state.problem : null;
  const isEmpty = looked !== null && looked.added.length + looked.changed.length === 0;
  return (
    <Ask title={t("file.title", { list: t(`section.${name}`) })} onClose={onClose}>
      {done ? (
        <Credentials imported={done} />
      ) : (
        <>
          <p className="muted">{t("file.hint", { columns: COLUMNS[name] })}</p>
          <label htmlFor="list-file">{t("file.choose")}</label>
          <div className="file-field">
            <input
              id="list-file"
              type="file"
              accept=".csv,text/csv"
              onClick={(event) => {
                event.currentTarget.value = ""; // lets the same file be chosen again after a correction
              }}
              onChange={(event) => void choose(event.target.files?.[0])}
            />
            <span aria-hidden="true">{t("file.browse")}</span>
            <span className={fileName ? "" : "muted"}>{fileName ?? t("file.not_chosen")}</span>
          </div>
          {csv !== null && csv.length > CHARS_MAX && <p className="note-bad">{t("file.too_large")}</p>}
          {looked && (
            <p className="note-good" role="status">
              {t("file.would", {
                added: looked.added.length,
                changed: looked.changed.length,
                unchanged: looked.unchanged,
              })}{" "}
              {isEmpty && t("file.nothing")}
            </p>
          )}
          {problem?.code === "list_invalid" ? <Wrong problem={problem} /> : <CommandMessage command={command} />}
        </>
      )}
      <div className="row">
        {looked && !done && (
          <button type="button" className="primary" disabled={isEmpty} onClick={() => void load()}>
            {t("file.apply")}
          </button>
        )}
        <button type="button" onClick={onClose}>
          {done ? t("close") : t("cancel")}
        </button>
      </div>
    </Ask>
  );
}

/** UTF-8, UTF-16 by its mark, or older spreadsheets' encoding, which would lose every accent if read as UTF-8. */
function textOf(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function Wrong({ problem }: { problem: Problem }) {
  const { t } = useWords();
  const reasonOf = useReason();
  const lines = problem.facts.lines as WrongLine[];
  return (
    <>
      <p className="note-bad" role="status">
        {t("file.wrong", { count: Number(problem.facts.count) })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="wrong-lines" tabIndex={0} aria-label={t("file.what")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("file.line")}</th>
              <th scope="col">{t("file.what")}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((wrong) => (
              <tr key={`${wrong.line} ${wrong.code} ${wrong.column} ${wrong.value}`}>
                <td className="number">{wrong.line}</td>
                <td>{reasonOf(wrong)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function useReason(): (wrong: WrongLine) => string {
  const { i18n } = useWords();
  return (wrong) => {
    const key = `setup:file.reason.${wrong.code}`;
    return i18n.exists(key) ? String(i18n.t(key as never, wrong as never)) : wrong.reason;
  };
}

function Credentials({ imported }: { imported: Imported }) {
  const { t } = useWords();
  const rows = (imported.credentials ?? []).map((each) =>
    [each.device_id, each.unit_id, each.username, each.password, each.http_key].join(";"),
  );
  const text = BYTE_ORDER_MARK + ["device_id;unit_id;username;password;http_key", ...rows, ""].join("\r\n");
  return (
    <>
      <p className="note-warn">{t("once.note")}</p>
      <button type="button" className="primary" onClick={() => download("credentials.csv", "text/csv", text)}>
        {t("file.credentials")}
      </button>
    </>
  );
}
