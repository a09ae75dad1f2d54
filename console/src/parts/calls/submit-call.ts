// Sends a form to the desk: one command under one key, so that all of it happens, and only once.
import i18next from "i18next";
import type { CallDisposition, IncidentText } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import type { components } from "../../base/api/schema";
import type { Incident } from "../../base/api/views";
import { nameOf } from "../../base/words/found-place";
import { sendCommand } from "../../live/command";
import { changeDraft, type Draft } from "./draft";
import { saysMore } from "./says-more";

/** Join an open incident, create one, end without any, or wait until someone finds the place. */
export type To =
  | { join: { id: string; number: string } }
  | { create: true }
  | { end: CallDisposition }
  | { waiting: true };

export type Submitted = { incident: Incident } | { joined: string } | { ended: string } | { waiting: true };

/** One command under one key; throws Problem. A form begun during a cut registers its call first. */
export async function submitCall(draft: Draft, to: To, key: string): Promise<Submitted> {
  const callId = draft.callId ?? (await registerCall(draft));
  if ("end" in to) {
    await patchCall(callId, { ...detailsOf(draft), disposition: to.end }, key);
    return { ended: to.end };
  }
  if ("join" in to) {
    await patchCall(callId, { ...detailsOf(draft), ...placeOf(draft), ...noteOf(draft), incident_id: to.join.id }, key);
    return { joined: to.join.number };
  }
  if ("waiting" in to) {
    await putBack(callId, draft, key);
    return { waiting: true };
  }
  return { incident: await createIncident(callId, draft, key) };
}

/** Registers the call as soon as its form opens, so that other desks see that it is being worked on. */
export async function registerCall(draft: Draft): Promise<string> {
  const { answeredAt } = draft;
  const body = { channel: "phone" as const, received_at: answeredAt, answered_at: answeredAt, ringing: false };
  const header = { "idempotency-key": `${draft.id}-call` };
  const call = await sendCommand(() => answerOf(client.POST("/api/v1/calls", { params: { header }, body })));
  changeDraft(draft.id, { callId: call.id });
  return call.id;
}

type CallDetails = components["schemas"]["CallDetailsIn"];
type CallChanges = components["schemas"]["CallChangesIn"];

function detailsOf(draft: Draft, words = wordsOf(draft)): CallDetails {
  const number = draft.number.trim();
  const name = draft.name.trim();
  return { ...(number && { caller_number: number }), ...(name && { caller_name: name }), ...(words && { words }) };
}

function placeOf({ place }: Draft): Pick<CallDetails, "location"> {
  return place ? { location: { position: place.position, source: "call_taker" } } : {};
}

/** This caller's words are news to the units on their way; only this note includes type and priority. */
function noteOf(draft: Draft): Pick<CallChanges, "note"> {
  const said = [
    draft.type && draft.typeWords.trim(),
    draft.priority !== null && i18next.t("call.told_priority", { priority: draft.priority }),
    wordsOf(draft),
  ].filter(Boolean);
  return said.length > 0 ? { note: i18next.t("call.another_caller", { told: said.join(" · ") }) } : {};
}

function patchCall(call_id: string, body: CallChanges, key: string): Promise<unknown> {
  const params = { path: { call_id }, header: { "idempotency-key": key } };
  return answerOf(client.PATCH("/api/v1/calls/{call_id}", { params, body }));
}

/** Without a place there is no incident yet: the call waits, with its text and type, for the next call-taker. */
async function putBack(call_id: string, draft: Draft, key: string): Promise<void> {
  const details = detailsOf(draft, [draft.typeWords.trim(), wordsOf(draft)].filter(Boolean).join("\n"));
  if (Object.keys(details).length > 0) await patchCall(call_id, details, `${key}-said`);
  const params = { path: { call_id }, header: { "idempotency-key": `${key}-release` } };
  await answerOf(client.POST("/api/v1/calls/{call_id}/release", { params }));
}

function createIncident(call_id: string, draft: Draft, key: string): Promise<Incident> {
  if (!draft.place || !draft.type) throw new Error("the form asks for place and type before");
  const body = {
    type: draft.type,
    position: draft.place.position,
    ...(draft.priority !== null && { priority: draft.priority }),
    ...textsOf(draft),
    call_id,
    call: { ...detailsOf(draft), ...placeOf(draft) },
  };
  const header = { "idempotency-key": key };
  return answerOf(client.POST("/api/v1/incidents", { params: { header }, body }));
}

function textsOf(draft: Draft): Partial<Record<IncidentText, string>> {
  const texts: Record<IncidentText, string> = { address: addressOf(draft), description: draft.words.trim() };
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text));
}

/** The found place, then the caller's words if they add something. A bare point has no name: the server names it. */
export function addressOf(draft: Draft): string {
  const words = draft.whereWords.trim();
  if (draft.place?.kind === "coordinates") return /\p{L}{3}/u.test(words) ? words : "";
  const found = placeText(draft);
  return words && saysMore(words, found) ? `${found} (“${words}”)` : found;
}

/** The caller's account, and the location in their words; without letters that only served to find the place. */
export function wordsOf(draft: Draft): string {
  const where = draft.whereWords.trim();
  const kept = draft.place && !saysMore(where, placeText(draft)) ? "" : where;
  return [kept, draft.words.trim()].filter(Boolean).join("\n");
}

function placeText({ place }: Draft): string {
  return place
    ? [nameOf(place), place.is_unnamed ? place.detail : (place.area ?? place.detail)].filter(Boolean).join(", ")
    : "";
}
