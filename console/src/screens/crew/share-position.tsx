// Whether this phone shares the unit's position: the crew's own choice, always visible.
import { useTranslation } from "react-i18next";
import { Problem } from "../../base/api/problem";
import { useProblemText } from "../../base/words/terms";
import { isMine } from "../../live/owner";
import { allowSharing, useKeptFixes, useSharing } from "./sharing";

export function SharePosition() {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { allowed: allowedBySomebody, allowedBy, problem } = useSharing();
  const allowed = allowedBySomebody && isMine(allowedBy);
  const kept = useKeptFixes().filter(isMine);
  return (
    <div className="share-position">
      <label className="row">
        <input type="checkbox" checked={allowed} onChange={(event) => allowSharing(event.target.checked)} />
        <span className="grow">{t("crew.share")}</span>
        {allowed && kept.length > 1 && <span className="muted">{t("crew.share_kept", { count: kept.length })}</span>}
      </label>
      {problem && <p className="warn">{problemText(new Problem({ code: problem }))}</p>}
    </div>
  );
}
