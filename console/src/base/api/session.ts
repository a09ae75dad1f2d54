// The logged-in user and their city.
import { create } from "zustand";
import type { Account, Agency, City, Hospital, IncidentType, Role, Station, Vocabulary } from "./answers";

/** Data that rarely changes; read at log-in, and after a change in setup. */
export type Reference = {
  city: City;
  types: ReadonlyMap<string, IncidentType>;
  agencies: ReadonlyMap<string, Agency>;
  stations: ReadonlyMap<string, Station>;
  hospitals: ReadonlyMap<string, Hospital>;
  vocabulary: Vocabulary;
};

type Session =
  | { phase: "looking" }
  | { phase: "nobody" }
  | { phase: "somebody"; account: Account; reference: Reference };

export const useSession = create<Session>((): Session => ({ phase: "looking" }));

/** For components below the log-in, where there always is a user. */
export function useAccount(): Account {
  return useSession((session) => known(session).account);
}

export function useReference(): Reference {
  return useSession((session) => known(session).reference);
}

function known(session: Session): Extract<Session, { phase: "somebody" }> {
  if (session.phase !== "somebody") throw new Error("nobody is logged in");
  return session;
}

export const SENDERS: readonly Role[] = ["dispatcher", "supervisor"];
