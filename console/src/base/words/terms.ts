// Words for codes from the server; one newer than this page is shown as the code itself.
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { IncidentType } from "../api/answers";
import { OUTCOME_OPEN, type Problem } from "../api/problem";
import { useReference } from "../api/session";
import { namesOfKind } from "./agencies";

export type Vocabulary =
  | "status"
  | "kind"
  | "movement"
  | "history_step"
  | "capability"
  | "capability_short"
  | "department"
  | "agency_kind"
  | "event"
  | "alert_kind"
  | "clock"
  | "disposition"
  | "role"
  | "source"
  | "call.disposition"
  | "call.place_kind"
  | "place_category"
  | "closure.kind"
  | "changed";

/** `term("status", unit.status)` */
export function useTerm(): (vocabulary: Vocabulary, code: string) => string {
  const { i18n } = useTranslation();
  const { t } = i18n;
  return useCallback(
    (vocabulary, code) => {
      const key = `${vocabulary}.${code}`;
      return i18n.exists(key) ? String(t(key as never)) : code.replaceAll("_", " ");
    },
    [i18n, t],
  );
}

export function useProblemText(): (problem: Problem) => string {
  const { i18n } = useTranslation();
  return useCallback(
    (problem) => {
      const named = [`problem.${problem.code}`, `setup:problem.${problem.code}`];
      const key = named.find((each) => i18n.exists(each));
      const context = problem.facts.swapped ? "swapped" : undefined; // latitude and longitude
      const facts = { ...problem.facts, context, detail: problem.message, by: name(problem.facts.by) };
      return key
        ? String(i18n.t(key as never, facts as never))
        : i18n.t("problem.unknown", { detail: problem.message });
    },
    [i18n],
  );
}

/** For a failed read: nothing can have been stored, and nothing needs to be sent again. */
export function useReadProblemText(): (problem: Problem) => string {
  const { t } = useTranslation();
  const problemText = useProblemText();
  return useCallback(
    (problem) => (OUTCOME_OPEN.has(problem.code) ? t("problem.not_read") : problemText(problem)),
    [t, problemText],
  );
}

/** `user:siti` is Siti's account; `system:timer` is a rule of the system. */
export function name(actor: unknown): string {
  return String(actor ?? "").replace(/^(user|device|system):/, "");
}

/** For a history: a person or device by name, a rule as the system. */
export function useActor(): (actor: unknown) => string {
  const { t } = useTranslation();
  return useCallback((actor) => (String(actor).startsWith("system:") ? t("actor.system") : name(actor)), [t]);
}

/** Who takes over an incident that is not ours: the city's agencies of that kind by name, else the kind in words. */
export function useAgenciesOfKind(): (kind: string) => string {
  const { agencies } = useReference();
  const term = useTerm();
  return useCallback((kind) => namesOfKind(kind, agencies.values()) || term("agency_kind", kind), [agencies, term]);
}

export function typeName(type: IncidentType | undefined, language: string): string | undefined {
  return language === "en" ? type?.name_en : type?.name_id;
}

export function useTypeName(): (code: string) => string {
  const { types } = useReference();
  const { i18n } = useTranslation();
  return useCallback(
    (code) => typeName(types.get(code), i18n.language) ?? code.replaceAll("_", " "),
    [types, i18n.language],
  );
}
