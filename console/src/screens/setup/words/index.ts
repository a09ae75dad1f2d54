// Adds the setup screens' words to the page's when setup is first opened.
import i18next from "i18next";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { en } from "../../../base/words/setup/en";
import { id } from "../../../base/words/setup/id";

i18next.addResourceBundle("id", "setup", id);
i18next.addResourceBundle("en", "setup", en);

export function useWords() {
  return useTranslation("setup");
}

/** The word for a code; a code newer than this page is shown as it is. */
export function useCodeWord(): (vocabulary: string, code: string) => string {
  const { i18n } = useTranslation("setup");
  return useCallback(
    (vocabulary, code) => {
      const key = `setup:${vocabulary}.${code}`;
      return i18n.exists(key) ? String(i18n.t(key as never)) : code.replaceAll("_", " ");
    },
    [i18n],
  );
}
