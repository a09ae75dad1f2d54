// The line that tells what a key did, for five seconds: with the button that takes it back, where it can be.
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
