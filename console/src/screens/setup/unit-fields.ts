// The fields of a unit's form; what may be chosen comes from the server.
import { useEffect, useState } from "react";
import { answerOf, client } from "../../base/api/client";
import type { components } from "../../base/api/schema";
import { useReference } from "../../base/api/session";
import { useTerm } from "../../base/words/terms";
import { useLive } from "../../live/board";
import type { FormField } from "./form";
import { useCodeWord, useWords } from "./words";

export type Vocabulary = components["schemas"]["VocabularyOut"];

const KINDS = ["ambulance", "pumper", "water_tender", "ladder", "rescue", "command", "police", "boat", "other"];
const CREW_MAX = 50;

let known: Vocabulary | undefined;

/** Null until it was read. */
export function useVocabulary(): Vocabulary | null {
  const [vocabulary, setVocabulary] = useState(known ?? null);
  useEffect(() => {
    let current = true;
    answerOf(client.GET("/api/v1/vocabulary"))
      .then((read) => {
        known = read;
        if (current) setVocabulary(read);
      })
      .catch(() => {}); // the light says that the line is cut
    return () => {
      current = false;
    };
  }, []);
  return vocabulary;
}

/** Null until all that may be chosen is known: a form would lose what it cannot show. */
export function useUnitFields(): FormField[] | null {
  const { t } = useWords();
  const term = useTerm();
  const word = useCodeWord();
  const { agencies, stations } = useReference();
  const vocabulary = useVocabulary();
  const units = useLive((live) => live.board.units);
  if (!vocabulary) return null;
  const { capabilities, profiles } = vocabulary;
  const kinds = new Map(
    [...KINDS, ...[...units.values()].map(({ kind }) => kind)].map((kind) => [term("kind", kind), kind]),
  );
  const named = (each: { id: string; name: string }) => ({ value: each.id, label: each.name });
  return [
    { name: "callsign", label: t("callsign") },
    {
      name: "agency_id",
      label: t("agency"),
      input: "select",
      required: true,
      options: [...agencies.values()].map(named),
    },
    { name: "station_id", label: t("station"), input: "select", options: [...stations.values()].map(named) },
    {
      name: "kind",
      label: t("kind"),
      input: "select",
      required: true,
      options: [...kinds].map(([label, value]) => ({ value, label })),
    },
    {
      name: "capabilities",
      label: t("capabilities"),
      input: "many",
      required: true,
      options: capabilities.map((capability) => ({ value: capability, label: term("capability", capability) })),
    },
    {
      name: "profile",
      label: t("profile"),
      input: "select",
      required: true,
      options: profiles.map((profile) => ({ value: profile, label: word("profile_name", profile) })),
    },
    { name: "crew", label: t("crew"), input: "number", min: 0, max: CREW_MAX },
    { name: "crew_pool", label: t("crew_pool"), hint: t("crew_pool_hint") },
  ];
}
