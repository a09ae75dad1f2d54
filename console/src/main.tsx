// Where the page begins.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./base/style/base.css";
import "./ui/ui.css";
import "./shell/shell.css";
import "./base/words";
import { App } from "./shell/app";
import { fetchAhead, isFetchingAhead } from "./shell/screen-parts";

// The console was renewed under an open page: its old parts are gone. What was typed is kept.
addEventListener("vite:preloadError", () => isFetchingAhead() || location.reload());

// After the first picture: the list of signs is long, and seldom needed.
const OTHER_SCRIPTS_MS = 1_500;
setTimeout(() => void fetchAhead(() => import("./base/style/other-scripts")), OTHER_SCRIPTS_MS);

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
