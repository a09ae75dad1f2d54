// The user's preferences for this screen: kept in this browser only.
import { create } from "zustand";
import { persist } from "zustand/middleware";

export type Theme = "dark" | "light" | "system";
export type Language = "id" | "en";

type Preferences = {
  theme: Theme;
  language: Language;
  muted: boolean;
  /** Single-key shortcuts; some users type with tools that press keys by themselves (WCAG 2.1.4). */
  singleKeys: boolean;
};

export const usePreferences = create<Preferences>()(
  persist((): Preferences => ({ theme: "system", language: "id", muted: false, singleKeys: true }), {
    name: "sigap.preferences",
  }),
);

const prefersLight = matchMedia("(prefers-color-scheme: light)");

function shownTheme(theme: Theme): "dark" | "light" {
  if (theme !== "system") return theme;
  return prefersLight.matches ? "light" : "dark";
}

function show({ theme, language }: Preferences): void {
  document.documentElement.dataset.theme = shownTheme(theme);
  document.documentElement.lang = language;
}

/** Calls back at once and whenever the shown theme changes. */
export function onTheme(listener: (theme: "dark" | "light") => void): () => void {
  const tell = () => listener(shownTheme(usePreferences.getState().theme));
  tell();
  prefersLight.addEventListener("change", tell);
  const leave = usePreferences.subscribe(tell);
  return () => {
    prefersLight.removeEventListener("change", tell);
    leave();
  };
}

show(usePreferences.getState());
usePreferences.subscribe(show);
prefersLight.addEventListener("change", () => show(usePreferences.getState()));
