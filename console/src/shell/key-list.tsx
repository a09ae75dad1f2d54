// The list of keyboard shortcuts, opened with "?".
import { useTranslation } from "react-i18next";
import { Ask } from "../ui/ask";

const KEYS = [
  ["↑ ↓", "move"],
  ["S", "send"],
  ["C", "candidates"],
  ["A", "alarm_level"],
  ["N", "note"],
  ["E", "edit"],
  ["G", "merge"],
  ["X", "close"],
  ["T", "take"],
  ["D", "replace"],
  ["1 2", "move_up"],
  ["B", "stop"],
  ["P", "advice"],
  ["U", "units"],
  ["F", "follow"],
  ["0", "city"],
  ["M", "mute"],
  ["F2", "new_call"],
  ["F4", "next_call"],
  ["Ctrl+Enter", "save"],
  ["Alt+J", "join"],
  ["Alt+1…4", "end"],
  ["?", "help"],
] as const;

export function KeyList({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Ask title={t("keys.title")} onClose={onClose}>
      <dl className="keys-list">
        {KEYS.map(([key, what]) => (
          <div key={what} style={{ display: "contents" }}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`keys.${what}`)}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit">{t("preferences.close")}</button>
      </form>
    </Ask>
  );
}
