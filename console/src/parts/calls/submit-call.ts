// From the form to the desk: call, place, incident; each step by a key of its own, so that it happens once.
import i18next from "i18next";
import type { CallDisposition } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import type { Incident } from "../../base/api/views";
import { nameOf } from "../../base/words/found-place";
import { sendCommand } from "../../live/command";
import { changeDraft, type Draft } from "./draft";
import { saysMore } from "./says-more";

/** Into an open incident, into a new one, to an end without any, or to wait for whoever finds the place. */
export type To =
  | { join: { id: string; number: string } }
  | { create: true }
  | { end: CallDisposition }
  | { waiting: true };

export type Submitted = { incident: Incident } | { joined: string } | { ended: string } | { waiting: true };

/** Throws Problem. May be called again after any failure: what was done already is not done twice. */
export async function submitCall(draft: Draft, to: To, key: string): Promise<Submitted> {
  const callId = draft.callId ?? (await registerCall(draft));
  const type = "waiting" in to ? draft.typeWords.trim() : "";
  await tellCall(callId, draft, key, type);
  if ("end" in to) {
    await endCall(callId, to.end, key);
    return { ended: to.end };
  }
  if ("waiting" in to) {
    await putBack(callId, key);
    return { waiting: true };
  }
  await tellPlace(callId, draft, key);
  if ("join" in to) {
    await joinCall(callId, to.join.id, key);
    await tellIncident(to.join.id, draft, key);
    return { joined: to.join.number };
  }
  return { incident: await createIncident(callId, draft, key) };
}

/** As soon as the form is opened, so that other desks see that somebody is on it. */
export async function registerCall(draft: Draft): Promise<string> {
  const { answeredAt } = draft;
  const body = { channel: "phone" as const, received_at: answeredAt, answered_at: answeredAt, ringing: false };
  const header = { "idempotency-key": `${draft.id}-call` };
  const call = await sendCommand(() => answerOf(client.POST("/api/v1/calls", { params: { header }, body })));
  changeDraft(draft.id, { callId: call.id });
  return call.id;
}

/** `type`: where there will be no incident to say it. */
async function tellCall(callId: string, draft: Draft, key: string, type: string): Promise<void> {
  const words = [type, wordsOf(draft)].filter(Boolean).join("\n");
  const said = {
    ...(draft.number.trim() && { caller_number: draft.number.trim() }),
    ...(draft.name.trim() && { caller_name: draft.name.trim() }),
    ...(words && { words }),
  };
  if (Object.keys(said).length === 0) return;
  await patchCall(callId, said, `${key}-said`);
}

/** Without a place it is no incident yet: the call waits, with its words, for whoever takes it next. */
function putBack(call_id: string, key: string): Promise<unknown> {
  const params = { path: { call_id }, header: { "idempotency-key": `${key}-release` } };
  return sendCommand(() => answerOf(client.POST("/api/v1/calls/{call_id}/release", { params })));
}

function endCall(callId: string, disposition: CallDisposition, key: string): Promise<unknown> {
  return patchCall(callId, { disposition }, `${key}-end`);
}

function joinCall(callId: string, incident_id: string, key: string): Promise<unknown> {
  return patchCall(callId, { incident_id }, `${key}-join`);
}

/** What this caller told is news to those who are on their way; type and priority stand nowhere else. */
async function tellIncident(incident_id: string, draft: Draft, key: string): Promise<void> {
  const told = [
    draft.type && draft.typeWords.trim(),
    draft.priority !== null && i18next.t("call.told_priority", { priority: draft.priority }),
    wordsOf(draft),
  ].filter(Boolean);
  if (told.length === 0) return;
  const params = { path: { incident_id }, header: { "idempotency-key": `${key}-told` } };
  const body = { text: i18next.t("call.another_caller", { told: told.join(" · ") }) };
  await sendCommand(() => answerOf(client.POST("/api/v1/incidents/{incident_id}/notes", { params, body })));
}

type CallChanges = {
  caller_number?: string;
  caller_name?: string;
  words?: string;
  disposition?: CallDisposition;
  incident_id?: string;
};

function patchCall(call_id: string, body: CallChanges, key: string): Promise<unknown> {
  const params = { path: { call_id }, header: { "idempotency-key": key } };
  return sendCommand(() => answerOf(client.PATCH("/api/v1/calls/{call_id}", { params, body })));
}

async function tellPlace(call_id: string, { place }: Draft, key: string): Promise<void> {
  if (!place) return;
  const params = { path: { call_id }, header: { "idempotency-key": `${key}-place` } };
  const body = { position: place.position, source: "call_taker" };
  await sendCommand(() => answerOf(client.POST("/api/v1/calls/{call_id}/locations", { params, body })));
}

function createIncident(call_id: string, draft: Draft, key: string): Promise<Incident> {
  if (!draft.place || !draft.type) throw new Error("the form asks for place and type before");
  const body = {
    type: draft.type,
    position: draft.place.position,
    ...(addressOf(draft) && { address: addressOf(draft) }),
    call_id,
    ...(draft.priority !== null && { priority: draft.priority }),
    ...(draft.words.trim() && { description: draft.words.trim() }),
  };
  const header = { "idempotency-key": `${key}-incident` };
  return sendCommand(() => answerOf(client.POST("/api/v1/incidents", { params: { header }, body })));
}

/** The found place first, the caller's own words beside it where they say more; a bare point has no name: the server says what is near. */
export function addressOf(draft: Draft): string {
  const words = draft.whereWords.trim();
  if (draft.place?.kind === "coordinates") return /\p{L}{3}/u.test(words) ? words : "";
  const found = placeText(draft);
  return words && saysMore(words, found) ? `${found} (“${words}”)` : found;
}

/** What the caller said, and where in their own words; not the letters that only served to find the place. */
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
