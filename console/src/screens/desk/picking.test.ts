// Sending a unit other than the advised one needs a reason only if a better unit is passed over.
import { expect, test } from "vitest";
import type { Candidate, Recommendation } from "../../base/api/answers";
import type { Incident } from "../../base/api/views";
import { passedOver } from "./picking";
import { inQueueOrder } from "./queue-order";

const candidate = (unit_id: string, rank: number, ...capabilities: string[]) =>
  ({ unit_id, rank, capabilities }) as Candidate;
const advice = {
  advised: ["AMB-01", "DMK-01"],
  candidates: [
    candidate("AMB-01", 1, "ambulance_bls"),
    candidate("DMK-01", 2, "pumper"),
    candidate("AMB-02", 3, "ambulance_bls"),
    candidate("LAD-01", 4, "ladder"),
  ],
} as Recommendation;

test("a farther ambulance instead of the advised one passes that over", () => {
  expect(passedOver(advice, ["AMB-02", "DMK-01"])?.unit_id).toBe("AMB-01");
});

test("a better one instead of the advised one passes nobody over", () => {
  const other = { ...advice, advised: ["AMB-02"] };

  expect(passedOver(other, ["AMB-01"])).toBeNull();
});

test("one more beside the advised ones passes nobody over", () => {
  expect(passedOver(advice, ["AMB-01", "DMK-01", "AMB-02"])).toBeNull();
});

test("fewer than advised, or one of another kind, needs no reason", () => {
  expect(passedOver(advice, ["DMK-01"])).toBeNull();
  expect(passedOver(advice, ["LAD-01"])).toBeNull();
});

test("who waits for units stands above who is helped, the urgent and the older first", () => {
  const made = (id: string, status: string, priority: number, created_at: string, nobody_came = false) =>
    ({ id, status, priority, created_at, nobody_came }) as Incident;

  const order = inQueueOrder([
    made("cleared", "cleared", 1, "1"),
    made("helped", "on_scene", 1, "1"),
    made("later", "waiting", 2, "3"),
    made("sooner", "waiting", 2, "2"),
    made("left alone", "waiting", 2, "3", true),
    made("urgent", "waiting", 1, "4"),
  ]);

  expect(order.map(({ id }) => id)).toEqual(["urgent", "left alone", "sooner", "later", "helped", "cleared"]);
});
