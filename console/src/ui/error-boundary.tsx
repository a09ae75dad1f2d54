// Confines a failure to one part of a screen: the others stay, and the part retries by itself.
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

const AGAIN_AFTER_MS = 5_000;

type Props = { children: ReactNode };

export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };
  private timer: ReturnType<typeof setTimeout> | undefined;

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.again, AGAIN_AFTER_MS);
  }

  override componentWillUnmount(): void {
    clearTimeout(this.timer);
  }

  private again = (): void => {
    clearTimeout(this.timer);
    this.setState({ failed: false });
  };

  override render(): ReactNode {
    return this.state.failed ? <Failed onAgain={this.again} /> : this.props.children;
  }
}

function Failed({ onAgain }: { onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="note-bad stack" role="alert">
      <p>{t("app.part_failed")}</p>
      <button type="button" onClick={onAgain}>
        {t("app.retry")}
      </button>
    </div>
  );
}
