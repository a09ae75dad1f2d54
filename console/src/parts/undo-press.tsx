// The ten seconds during which a press can be undone.
import { useTranslation } from "react-i18next";
import { useNow } from "../base/time/now";
import { useTerm } from "../base/words/terms";
import { type Press, takeBack } from "../live/status-queue";

export function UndoPress({ press }: { press: Press | undefined }) {
  const { t } = useTranslation();
  const term = useTerm();
  useNow();
  const leftS = press ? Math.ceil((press.dueAt - Date.now()) / 1000) : 0;
  if (!press || leftS <= 0) return null;
  return (
    <p className="note-warn row">
      <span className="grow">{t("crew.undo_what", { status: term("status", press.body.status) })}</span>
      <button type="button" onClick={() => takeBack(press)}>
        {t("crew.undo", { seconds: leftS })}
      </button>
    </p>
  );
}
