// Keeps the focus on an element whose place in a list changes: a browser takes it from any element that is moved.
import { Component, type ReactNode } from "react";

export class KeepsFocus extends Component<{ children: ReactNode }> {
  override getSnapshotBeforeUpdate(): Element | null {
    return document.activeElement;
  }

  override componentDidUpdate(_props: unknown, _state: unknown, focused: Element | null): void {
    if (document.activeElement !== document.body) return;
    if (focused instanceof HTMLElement && focused.isConnected) focused.focus({ preventScroll: true });
  }

  override render(): ReactNode {
    return this.props.children;
  }
}
