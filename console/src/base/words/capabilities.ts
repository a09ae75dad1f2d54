// The labels of capabilities come from the server, so a new one has its labels on every screen.
import i18next from "i18next";
import type { Vocabulary } from "../api/answers";

/** Call it before the first screen is shown. */
export function setCapabilityWords({ capability_words }: Vocabulary): void {
  for (const language of ["id", "en"]) {
    const inLanguage = (form: "name" | "short") =>
      Object.fromEntries(Object.entries(capability_words).map(([code, words]) => [code, words[form][language]]));
    const resources = { capability: inLanguage("name"), capability_short: inLanguage("short") };
    i18next.addResourceBundle(language, "translation", resources, true, true);
  }
}
