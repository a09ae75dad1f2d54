// Working on a call: claimed first, so that two call-takers never do; and put back when it is not.
import { answerOf, client } from "../../base/api/client";
import type { Call } from "../../base/api/views";
import { sendCommand } from "../../live/command";
import { type Draft, dropDraft } from "./draft";

/** Throws Problem: `call_is_claimed` names who works on it, unless it is taken over. */
export async function claim(callId: string, key: string, { takeOver = false } = {}): Promise<Call> {
  const params = { path: { call_id: callId }, header: { "idempotency-key": key } };
  const body = { take_over: takeOver };
  return answerOf(client.POST("/api/v1/calls/{call_id}/claim", { params, body }));
}

/** The form goes; the call waits for whoever takes it next. */
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
  ).catch(() => {}); // another took it over, or it was ended: then there is nothing to put back
}
