// Short names for the API's answers; their types are generated from its description (`npm run client`).
import type { components } from "./schema";

type Shapes = components["schemas"];

export type Account = Shapes["MeOut"];
export type AlertKind = Shapes["AlertKind"];
export type Agency = Shapes["Agency"];
export type BoardAdvice = Shapes["BoardAdviceOut"];
export type CallDisposition = Shapes["CallDisposition"];
export type Candidate = Shapes["CandidateOut"];
export type City = Shapes["CityOut"];
export type Vocabulary = Shapes["VocabularyOut"];
export type ClockTargets = Shapes["ClockTargetsOut"];
export type Closure = Shapes["ClosureOut"];
/** `units`: how many free ones arrive in time; 0 is a hole. */
export type CoverCell = Shapes["Cell"];
export type CoverGroup = Shapes["GroupCoverOut"];
export type CoverMove = Shapes["CoverMoveOut"];
export type CoverShare = Shapes["Share"];
export type Disposition = Shapes["Disposition"];
type Found = Shapes["FoundPlaceOut"];
/** Plus codes and points on the map are resolved here: only their position is known. */
export type FoundPlace = Pick<Found, "name" | "detail" | "position" | "distance_m"> &
  Partial<Omit<Found, "kind">> & { kind: Found["kind"] | "plus_code" };
/** Any entry of the event log, including those of earlier versions. */
export type EventKind = Shapes["EventKind"];
export type Hospital = Shapes["HospitalBedsOut"];
export type IncidentAdvice = Shapes["IncidentAdviceOut"];
export type IncidentFile = Shapes["IncidentFileOut"];
/** A field of free text that the desk writes and corrects. */
export type IncidentText = Exclude<keyof Shapes["IncidentChangesIn"], "type" | "priority" | "position">;
/** The history of each assignment from the order to its release. */
export type IncidentTracks = Shapes["IncidentTracksOut"];
export type IncidentType = Shapes["IncidentType"];
export type Note = Shapes["NoteOut"];
export type Recommendation = Shapes["RecommendationOut"];
export type Role = Shapes["Role"];
export type Route = Shapes["Route"];
export type Station = Shapes["Station"];
export type TimelineEntry = Shapes["TimelineEntryOut"];
/** The part of a track that replay needs. */
export type Track = {
  geometry: Shapes["LineOut"] | null;
  properties: Pick<Shapes["UnitTrackFactsOut"], "unit_id" | "fixed_at" | "speed_mps" | "course_deg" | "late">;
};
