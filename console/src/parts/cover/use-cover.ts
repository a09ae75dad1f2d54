// The city's cover, requested again when a unit's status or move-up changes, and periodically as units drive.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CoverGroup } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import { Problem } from "../../base/api/problem";
import { useLive } from "../../live/board";

const AGAIN_AFTER_MS = 20_000;
const SETTLED_AFTER_MS = 300; // one dispatch changes several units at once

export type Cover = { groups: readonly CoverGroup[] | null; problem: Problem | null };

/** `without`: the units assumed to be sent; null: no request. */
export function useCover(without: readonly string[] | null): Cover {
  const { i18n } = useTranslation();
  const [cover, setCover] = useState<Cover>({ groups: null, problem: null });
  const restsOn = `${useRestsOn()} ${i18n.language}`;
  const sent = without?.join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: `restsOn` is the reason to ask again
  useEffect(() => {
    if (sent === undefined) return;
    let current = true;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const query = sent ? { without: sent.split(" ") } : {};
      try {
        const { groups } = await answerOf(client.GET("/api/v1/cover", { params: { query } }));
        if (current) setCover({ groups: groups as CoverGroup[], problem: null });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (current) setCover(({ groups }) => ({ groups, problem: error }));
      }
      if (current) timer = setTimeout(ask, AGAIN_AFTER_MS);
    };
    timer = setTimeout(ask, SETTLED_AFTER_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [restsOn, sent]);
  return cover;
}

function useRestsOn(): string {
  return useLive(({ board }) =>
    [...board.units.values()].map(({ unit_id, status, move_up }) => `${unit_id}${status}${move_up?.id ?? ""}`).join(),
  );
}
