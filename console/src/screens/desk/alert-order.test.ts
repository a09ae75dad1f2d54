// The most urgent alert comes first, whenever it arrived.
import { expect, test } from "vitest";
import type { AlertKind } from "../../base/api/answers";
import type { Alert, Incident } from "../../base/api/views";
import { byKind } from "./alert-order";

const KINDS: readonly AlertKind[] = ["sos", "automatic_sending", "unit_silent", "history_not_kept"];
const alert = (id: number, kind: string, more: Partial<Alert> = {}) =>
  ({ id, kind: kind as AlertKind, incident_id: null, raised_at: `2026-03-01T04:00:0${id}Z`, ...more }) as Alert;
const incident = (id: string, priority: number) => [id, { id, priority } as Incident] as const;

test("kinds stand in the order of the server's table, one that this page does not know last", () => {
  const standing = ["of_tomorrow", "history_not_kept", "unit_silent", "sos"].map((kind, id) => alert(id, kind));

  const kinds = byKind(standing, new Map(), KINDS).map(({ kind }) => kind);

  expect(kinds).toEqual(["sos", "unit_silent", "history_not_kept", "of_tomorrow"]);
});

test("of one kind the most urgent incident stands first, then the one that waits longest", () => {
  const incidents = new Map([incident("a", 3), incident("b", 1)]);
  const standing = [
    alert(1, "unit_silent"),
    alert(4, "unit_silent", { incident_id: "a" }),
    alert(3, "unit_silent", { incident_id: "a" }),
    alert(5, "unit_silent", { incident_id: "b" }),
  ];

  expect(byKind(standing, incidents, KINDS)[0]?.alerts.map(({ id }) => id)).toEqual([5, 3, 4, 1]);
});

test("an announced sending has a place of its own", () => {
  expect(byKind([alert(1, "automatic_sending")], new Map(), KINDS)).toEqual([]);
});
