// Logging in and out, with the start of the live board and the city's reference data.
import type { Account, City, EventKind } from "../base/api/answers";
import { answerOf, client, onSessionEnded } from "../base/api/client";
import { type Reference, useSession } from "../base/api/session";
import { setZone } from "../base/time/duration";
import { setTargets } from "../base/time/targets";
import { setCapabilityWords } from "../base/words/capabilities";
import { goDark, goLive, onEventOf, useLive } from "./board";

/** The page cannot see the cookie. This notes that there may be one, to spare a request on a log-in page. */
const LOGGED_IN = "sigap.logged_in";

/** The page cannot read the cookie, so the server is asked who it belongs to. Throws Problem if that fails. */
export async function resume(): Promise<void> {
  if (!localStorage.getItem(LOGGED_IN)) {
    useSession.setState({ phase: "nobody" }, true);
    return;
  }
  try {
    await enter(await answerOf(client.GET("/api/v1/me")));
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("token_")) {
      localStorage.removeItem(LOGGED_IN);
      useSession.setState({ phase: "nobody" }, true);
      return;
    }
    throw error;
  }
}

export async function logIn(username: string, password: string): Promise<void> {
  const body = { username, password };
  const { account } = await answerOf(client.POST("/api/v1/session", { body }));
  localStorage.setItem(LOGGED_IN, "1");
  await enter(account);
}

export async function logOut(): Promise<void> {
  await answerOf(client.DELETE("/api/v1/session"));
  localStorage.removeItem(LOGGED_IN);
  goDark();
  useSession.setState({ phase: "nobody" }, true);
}

// A request refused for lack of a session asks for a log-in at once, even while the board is still live.
onSessionEnded(() => {
  if (useSession.getState().phase !== "somebody") return;
  goDark();
  useLive.setState({ sessionOver: true });
});

async function enter(account: Account): Promise<void> {
  goLive(); // the board loads meanwhile
  try {
    const [reference, targets] = await Promise.all([readReference(), answerOf(client.GET("/api/v1/clock-targets"))]);
    setZone(reference.city.timezone);
    setTargets(targets);
    setCapabilityWords(reference.vocabulary);
    useSession.setState({ phase: "somebody", account, reference }, true);
  } catch (error) {
    goDark();
    throw error;
  }
}

async function readReference(): Promise<Reference> {
  const [city, types, agencies, stations, hospitals, vocabulary] = await Promise.all([
    answerOf(client.GET("/api/v1/city")),
    answerOf(client.GET("/api/v1/incident-types")),
    answerOf(client.GET("/api/v1/agencies")),
    answerOf(client.GET("/api/v1/stations")),
    answerOf(client.GET("/api/v1/hospitals")),
    answerOf(client.GET("/api/v1/vocabulary")),
  ]);
  return {
    city: { ...city, bbox: city.bbox as City["bbox"] }, // openapi-fetch types it without its four sides
    types: new Map(types.map((type) => [type.code, type])),
    agencies: new Map(agencies.map((agency) => [agency.id, agency])),
    stations: new Map(stations.map((station) => [station.id, station])),
    hospitals: new Map(hospitals.map((hospital) => [hospital.id, hospital])),
    vocabulary,
  };
}

const CHANGES_REFERENCE: readonly EventKind[] = [
  "agency_added",
  "agency_changed",
  "agency_removed",
  "station_added",
  "station_changed",
  "station_removed",
  "hospital_added",
  "hospital_changed",
  "hospital_removed",
  "hospital_status_changed",
  "incident_type_added",
  "incident_type_changed",
  "incident_type_removed",
  "list_imported",
];

// Changes in setup show on every screen without logging in again.
onEventOf(CHANGES_REFERENCE, () => {
  readReference()
    .then((reference) => useSession.getState().phase === "somebody" && useSession.setState({ reference }))
    .catch(() => {}); // the light shows that the line is down
});
