// Where this phone is, as a second source of where the unit is: only when the crew allows it, kept through dead spots.
import { create } from "zustand";
import { persist } from "zustand/middleware";
import { answerOf, client } from "../../base/api/client";
import { mayStillGo, Problem } from "../../base/api/problem";
import { serverNow } from "../../base/time/server-clock";
import { currentOwner, isMine, type Owned, onOwnerChanged } from "../../live/owner";

export type PhoneFix = {
  fixed_at: string;
  lat: number;
  lon: number;
  accuracy_m?: number;
  speed_mps?: number;
  course_deg?: number;
};

type Kept = Owned & { fix: PhoneFix };

type State = {
  /** By the crew that is named beside it: the next one on this phone is asked anew. */
  allowed: boolean;
  allowedBy: Owned;
  kept: readonly Kept[];
  newest: PhoneFix | null;
  problem: string | null;
};

const EVERY_MS = 3_000;
const KEPT_MAX = 1_200; // an hour in a dead spot
const AT_ONCE = 100;
const AGAIN_MS = 5_000;

export const useSharing = create<State>()(
  persist((): State => ({ allowed: false, allowedBy: {}, kept: [], newest: null, problem: null }), {
    name: "sigap.sharing",
    version: 1,
    partialize: ({ allowed, allowedBy, kept }) => ({ allowed, allowedBy, kept }) as State,
    migrate: (old) => {
      const { allowed, kept } = old as { allowed: boolean; kept: PhoneFix[] };
      return { allowed, allowedBy: {}, kept: kept.map((fix) => ({ fix })) } as unknown as State;
    },
  }),
);

let watching: number | undefined;
let lastAt = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let sending = false;

export function allowSharing(allowed: boolean): void {
  const others = useSharing.getState().kept.filter((kept) => !isMine(kept));
  const allowedBy = { owner: currentOwner() };
  useSharing.setState({ allowed, allowedBy, problem: null, ...(!allowed && { kept: others, newest: null }) });
  watch();
}

/** Begins or ends the watching, as it is allowed; also at the start of the page. */
export function watch(): void {
  const { allowed, allowedBy } = useSharing.getState();
  if (!allowed || !isMine(allowedBy) || !navigator.geolocation) {
    if (watching !== undefined) navigator.geolocation.clearWatch(watching);
    watching = undefined;
    return;
  }
  watching ??= navigator.geolocation.watchPosition(
    keep,
    (error) => useSharing.setState({ problem: error.code === error.PERMISSION_DENIED ? "no_permission" : "no_fix" }),
    { enableHighAccuracy: true, maximumAge: 1_000 },
  );
  sendSoon();
}

function keep({ coords, timestamp }: GeolocationPosition): void {
  if (timestamp - lastAt < EVERY_MS) return;
  lastAt = timestamp;
  const fix = phoneFix(coords, timestamp + serverNow() - Date.now());
  const made = { owner: currentOwner(), fix };
  useSharing.setState(({ kept }) => ({ kept: [...kept, made].slice(-KEPT_MAX), newest: fix, problem: null }));
  sendSoon();
}

/** What the phone does not know is left out. */
export function phoneFix(coords: GeolocationCoordinates, atMs: number): PhoneFix {
  const { latitude, longitude, accuracy, speed, heading } = coords;
  return {
    fixed_at: new Date(atMs).toISOString(),
    lat: latitude,
    lon: longitude,
    accuracy_m: accuracy,
    ...(speed !== null && speed >= 0 && { speed_mps: speed }),
    ...(heading !== null && !Number.isNaN(heading) && { course_deg: heading }),
  };
}

function sendSoon(afterMs = 0): void {
  clearTimeout(timer);
  timer = setTimeout(() => void send(), afterMs);
}

async function send(): Promise<void> {
  const batch = useSharing.getState().kept.filter(isMine).slice(0, AT_ONCE);
  if (!batch.length || sending) return;
  sending = true;
  const problem = await deliver(batch.map(({ fix }) => fix));
  sending = false;
  if (problem && mayStillGo(problem)) return sendSoon(AGAIN_MS);
  if (problem) useSharing.setState({ allowed: false, problem: problem.code });
  const sent = new Set(batch);
  useSharing.setState(({ kept }) => ({ kept: kept.filter((each) => !sent.has(each) && !(problem && isMine(each))) }));
  if (problem) watch();
  else sendSoon();
}

async function deliver(body: PhoneFix[]): Promise<Problem | null> {
  try {
    await answerOf(client.POST("/api/v1/crew/fixes", { body }));
    return null;
  } catch (error) {
    return error instanceof Problem ? error : new Problem({ code: "unexpected_answer" });
  }
}

addEventListener("online", () => sendSoon());
onOwnerChanged(() => watch());
