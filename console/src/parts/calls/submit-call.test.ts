// @vitest-environment happy-dom
// A saved form is one request: either all of it happens or nothing.
import i18next from "i18next";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { FoundPlace } from "../../base/api/answers";
import { id } from "../../base/words/id";
import { type Draft, UNTYPED } from "./draft";
import { submitCall, type To } from "./submit-call";

const PLACE = { kind: "coordinates", name: "-7.6, 111.5", position: { lat: -7.6, lon: 111.5 } } as FoundPlace;
const DRAFT: Draft = {
  ...UNTYPED,
  id: "form",
  callId: "5f0c",
  answeredAt: "2026-11-30T03:00:00Z",
  place: PLACE,
  type: "flood",
  typeWords: "Banjir",
  priority: 2,
  number: "0812",
  words: "air naik",
};

type Sent = { method: string; path: string; key: string | null; body: unknown };
let sent: Sent[];

beforeAll(async () => {
  await i18next.init({ lng: "id", resources: { id: { translation: id } } });
});

beforeEach(() => {
  sent = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname } = new URL(request.url);
    const text = await request.text();
    const key = request.headers.get("idempotency-key");
    sent.push({ method: request.method, path: pathname, key, body: text ? JSON.parse(text) : null });
    return Response.json({ id: "5f0c" });
  });
});

const CALL = { caller_number: "0812", words: "air naik" };
const LOCATION = { position: PLACE.position, source: "call_taker" };

test.each<[To, string, string, object]>([
  [
    { create: true },
    "POST",
    "/api/v1/incidents",
    {
      type: "flood",
      position: PLACE.position,
      priority: 2,
      description: "air naik",
      call_id: "5f0c",
      call: { ...CALL, location: LOCATION },
    },
  ],
  [
    { join: { id: "11", number: "2026-000001" } },
    "PATCH",
    "/api/v1/calls/5f0c",
    { ...CALL, location: LOCATION, incident_id: "11", note: expect.any(String) },
  ],
  [{ end: "silent" }, "PATCH", "/api/v1/calls/5f0c", { ...CALL, disposition: "silent" }],
])("%o is one request under the key of the press", async (to, method, path, body) => {
  await submitCall(DRAFT, to, "pressed");

  expect(sent).toEqual([{ method, path, key: "pressed", body }]);
});

test("a form that was begun in a cut registers its call before, under a key of its own", async () => {
  await submitCall({ ...DRAFT, callId: null }, { create: true }, "pressed");

  expect(sent.map(({ method, path, key }) => [method, path, key])).toEqual([
    ["POST", "/api/v1/calls", "form-call"],
    ["POST", "/api/v1/incidents", "pressed"],
  ]);
});

const TEXTS = Object.entries(UNTYPED).flatMap(([name, empty]) => (empty === "" ? [name] : []));

// The words that found a type are not sent beside the type itself.
test.each<[To, string[]]>([
  [{ create: true }, ["typeWords"]],
  [{ join: { id: "11", number: "2026-000001" } }, []],
  [{ waiting: true }, []],
])("no text of the form is lost on the way: %o", async (to, leftOut) => {
  const typed = Object.fromEntries(TEXTS.map((name) => [name, `tertulis-${name}`]));

  await submitCall({ ...DRAFT, ...typed }, to, "pressed");

  const said = JSON.stringify(sent);
  expect(TEXTS.filter((name) => !said.includes(`tertulis-${name}`))).toEqual(leftOut);
});
