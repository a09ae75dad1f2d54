// The line that shows for five seconds what a key did, with a button to undo it if possible.
import { useTranslation } from "react-i18next";
import { useNotices } from "../base/keys/notices";

export function NoticeLine() {
  const { t } = useTranslation();
  const notice = useNotices((state) => state.notice);
  return (
    <div className="notice-line" role="status" aria-live="polite">
      {notice && (
        <p className="row" data-testid="notice">
          <span className="grow">{"hint" in notice ? t(notice.hint) : notice.words}</span>
          {"undo" in notice && notice.undo && (
            <button type="button" onClick={notice.undo}>
              {t("keys.undo")}
            </button>
          )}
        </p>
      )}
    </div>
  );
}
