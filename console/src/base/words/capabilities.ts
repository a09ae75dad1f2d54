// What capabilities are called comes from the server, which knows them: a new one has its words on every screen.
import i18next from "i18next";
import type { Vocabulary } from "../api/answers";

/** Before the first screen is shown. */
export function setCapabilityWords({ capability_words }: Vocabulary): void {
  for (const language of ["id", "en"]) {
    const inLanguage = (form: "name" | "short") =>
      Object.fromEntries(Object.entries(capability_words).map(([code, words]) => [code, words[form][language]]));
    const resources = { capability: inLanguage("name"), capability_short: inLanguage("short") };
    i18next.addResourceBundle(language, "translation", resources, true, true);
  }
}
