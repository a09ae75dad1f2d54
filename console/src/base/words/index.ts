// The words on the screen: Bahasa Indonesia first, English beside it; a word missing in one is a type error.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { setLanguageOfAnswers } from "../api/client";
import { usePreferences } from "../preferences";
import { en } from "./en";
import { id } from "./id";
import type { id as setup } from "./setup/id";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    // The setup screens bring theirs along when they are opened.
    resources: { translation: typeof id; setup: typeof setup };
    returnNull: false;
  }
}

void i18next.use(initReactI18next).init({
  resources: { id: { translation: id }, en: { translation: en } },
  lng: usePreferences.getState().language,
  fallbackLng: "id",
  interpolation: { escapeValue: false },
});
setLanguageOfAnswers(i18next.language);

usePreferences.subscribe(({ language }) => {
  if (language === i18next.language) return;
  setLanguageOfAnswers(language);
  void i18next.changeLanguage(language);
});
