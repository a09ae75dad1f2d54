// Closed streets and areas: on every map, read again as soon as one is closed or opened.
import { useEffect } from "react";
import { create } from "zustand";
import type { Closure } from "../base/api/answers";
import { answerOf, client } from "../base/api/client";
import { onEventOf, useLive } from "../live/board";

const useKnown = create<{ closures: readonly Closure[] }>(() => ({ closures: [] }));

export function useClosures(): readonly Closure[] {
  const light = useLive((live) => live.light);
  useEffect(() => {
    if (light !== "live") return;
    read();
    return onEventOf(["street_closed", "street_opened"], read);
  }, [light]);
  return useKnown((known) => known.closures);
}

function read(): void {
  answerOf(client.GET("/api/v1/closures"))
    .then((closures) => useKnown.setState({ closures }))
    .catch(() => {}); // the light shows that the line is down
}
