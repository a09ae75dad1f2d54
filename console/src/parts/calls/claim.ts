// Claims a call before work on it, so that two call-takers never share one, and releases it again.
import { answerOf, client } from "../../base/api/client";
import type { Call } from "../../base/api/views";
import { sendCommand } from "../../live/command";
import { type Draft, dropDraft } from "./draft";

/** Throws Problem: `call_is_claimed` names the holder, unless `takeOver` is set. */
export async function claim(callId: string, key: string, { takeOver = false } = {}): Promise<Call> {
  const params = { path: { call_id: callId }, header: { "idempotency-key": key } };
  const body = { take_over: takeOver };
  return answerOf(client.POST("/api/v1/calls/{call_id}/claim", { params, body }));
}

/** Drops the form and releases the call for the next call-taker. */
export function discard({ id, callId }: Draft): void {
  dropDraft(id);
  if (!callId) return;
  const params = { path: { call_id: callId } };
  void sendCommand((key) =>
    answerOf(
      client.POST("/api/v1/calls/{call_id}/release", {
        params: { ...params, header: { "idempotency-key": key } },
      }),
    ),
  ).catch(() => {}); // another desk took it over, or it was ended: nothing to release
}
