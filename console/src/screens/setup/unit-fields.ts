// The fields of a unit's form; the choices come from the server.
import { useReference } from "../../base/api/session";
import { useTerm } from "../../base/words/terms";
import { useLive } from "../../live/board";
import type { FormField } from "./form";
import { useCodeWord, useWords } from "./words";

const CREW_MAX = 50;

export function useUnitFields(): FormField[] {
  const { t } = useWords();
  const term = useTerm();
  const word = useCodeWord();
  const { agencies, stations, vocabulary } = useReference();
  const units = useLive((live) => live.board.units);
  const { capabilities, profiles, unit_kinds } = vocabulary;
  const kinds = new Map(
    [...unit_kinds, ...[...units.values()].map(({ kind }) => kind)].map((kind) => [term("kind", kind), kind]),
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
