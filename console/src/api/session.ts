// Who is logged in, and the city they work for.
import { create } from "zustand";
import { goDark, goLive } from "../live/board";
import { setZone } from "../time/duration";
import { type ClockTargets, setTargets } from "../time/targets";
import type { Account, Agency, City, Hospital, IncidentType, Role, Station } from "./answers";
import { answerOf, client } from "./client";

/** What changes seldom; read once at log-in. */
export type Reference = {
  city: City;
  types: ReadonlyMap<string, IncidentType>;
  agencies: ReadonlyMap<string, Agency>;
  stations: ReadonlyMap<string, Station>;
  hospitals: ReadonlyMap<string, Hospital>;
};

type Session =
  | { phase: "looking" }
  | { phase: "nobody" }
  | { phase: "somebody"; account: Account; reference: Reference };

export const useSession = create<Session>((): Session => ({ phase: "looking" }));

/** The cookie is the browser's: ask the server who it belongs to. Throws Problem when it cannot be asked. */
export async function resume(): Promise<void> {
  try {
    await enter(await answerOf<Account>(client.GET("/api/v1/me")));
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("token_")) {
      useSession.setState({ phase: "nobody" }, true);
      return;
    }
    throw error;
  }
}

export async function logIn(username: string, password: string): Promise<void> {
  const body = { username, password };
  const { account } = await answerOf<{ account: Account }>(client.POST("/api/v1/session", { body }));
  await enter(account);
}

export async function logOut(): Promise<void> {
  await answerOf(client.DELETE("/api/v1/session"));
  goDark();
  useSession.setState({ phase: "nobody" }, true);
}

async function enter(account: Account): Promise<void> {
  const [city, types, agencies, stations, hospitals, targets] = await Promise.all([
    answerOf<City>(client.GET("/api/v1/city")),
    answerOf<IncidentType[]>(client.GET("/api/v1/incident-types")),
    answerOf<Agency[]>(client.GET("/api/v1/agencies")),
    answerOf<Station[]>(client.GET("/api/v1/stations")),
    answerOf<Hospital[]>(client.GET("/api/v1/hospitals")),
    answerOf<ClockTargets>(client.GET("/api/v1/clock-targets")),
  ]);
  setZone(city.timezone);
  setTargets(targets);
  const reference: Reference = {
    city,
    types: new Map(types.map((type) => [type.code, type])),
    agencies: new Map(agencies.map((agency) => [agency.id, agency])),
    stations: new Map(stations.map((station) => [station.id, station])),
    hospitals: new Map(hospitals.map((hospital) => [hospital.id, hospital])),
  };
  useSession.setState({ phase: "somebody", account, reference }, true);
  goLive();
}

/** For everything below the log-in, where there always is somebody. */
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
