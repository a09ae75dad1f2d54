// The shapes of unit states, as paths in a box of 24 × 24, and the letters of unit kinds: distinct without any colour.
import type { UnitStatus } from "../base/api/views";

export const SHAPES: Record<UnitStatus, string> = {
  available: "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20z",
  dispatched: "M12 1L23 12L12 23L1 12z",
  acknowledged: "M7 2.500h10l6 9.500l-6 9.500H7L1 12z",
  en_route: "M12 1.500L23 21.500H1z",
  on_scene: "M2.500 2.500h19v19h-19z",
  transporting: "M12 1.500L23 9.500L19 22H5L1 9.500z",
  at_hospital: "M8 1.500h8v6.500h6.500v8H16v6.500H8V16H1.500V8H8z",
  crew_is_out: "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20zM12 6a6 6 0 1 1 0 12z",
  unstaffed: "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20zM12 7a5 5 0 1 1 0 10a5 5 0 1 1 0-10z",
  out_of_service: "M5 1.500l7 7l7-7l3.500 3.500l-7 7l7 7l-3.500 3.500l-7-7l-7 7L1.500 19l7-7l-7-7z",
};

const LETTERS: Record<string, string> = {
  ambulance: "A",
  pumper: "P",
  fire: "P",
  water_tender: "W",
  ladder: "L",
  rescue: "R",
  command: "C",
  police: "K",
  police_liaison: "K",
  tree_crew: "T",
  animal_handling: "H",
  bpbd: "B",
};

/** The letter of a kind of unit. */
export function letterOf(kind: string): string {
  return LETTERS[kind] ?? kind.charAt(0).toUpperCase();
}

/** The colour's name in the design system. */
export function stateColor(status: UnitStatus): string {
  return `--state-${status}`;
}
