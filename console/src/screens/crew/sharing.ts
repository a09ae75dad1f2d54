// This phone's position, a second source for the unit's: only with the crew's consent, kept through dead spots.
import { create } from "zustand";
import { persist } from "zustand/middleware";
import { answerOf, client } from "../../base/api/client";
import { serverNow } from "../../base/time/server-clock";
import { queue } from "../../live/outbox";
import { currentOwner, isMine, type Owned, onOwnerChanged } from "../../live/owner";

export type PhoneFix = {
  fixed_at: string;
  lat: number;
  lon: number;
  accuracy_m?: number;
  speed_mps?: number;
  course_deg?: number;
};

type State = {
  /** Consent of the crew in `allowedBy`: the next crew on this phone is asked again. */
  allowed: boolean;
  allowedBy: Owned;
  newest: PhoneFix | null;
  problem: string | null;
};

const EVERY_MS = 3_000;
const KEPT_MAX = 1_200; // an hour in a dead spot
const AT_ONCE = 100;

export const useSharing = create<State>()(
  persist((): State => ({ allowed: false, allowedBy: {}, newest: null, problem: null }), {
    name: "sigap.sharing",
    version: 2,
    partialize: ({ allowed, allowedBy }) => ({ allowed, allowedBy }) as State,
    migrate: (old) => {
      const { allowed, allowedBy = {} } = old as Partial<State>;
      return { allowed, allowedBy } as State;
    },
  }),
);

const fixes = queue<PhoneFix, unknown>({
  name: "fix",
  send: (batch) => answerOf(client.POST("/api/v1/crew/fixes", { body: batch.map(({ body }) => body) })),
  onRefused: (_, { code }) => {
    allowSharing(false);
    useSharing.setState({ problem: code });
  },
  atOnce: AT_ONCE,
  atMost: KEPT_MAX,
});

export const useKeptFixes = fixes.useKept;

let watching: number | undefined;
let lastAt = 0;

export function allowSharing(allowed: boolean): void {
  useSharing.setState({
    allowed,
    allowedBy: { owner: currentOwner() },
    problem: null,
    ...(!allowed && { newest: null }),
  });
  if (!allowed) fixes.drop(fixes.list().filter(isMine)); // the crew may withdraw its own past positions
  watch();
}

/** Starts or stops watching the position, as allowed; also called when the page starts. */
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
}

function keep({ coords, timestamp }: GeolocationPosition): void {
  if (timestamp - lastAt < EVERY_MS) return;
  lastAt = timestamp;
  const fix = phoneFix(coords, timestamp + serverNow() - Date.now());
  useSharing.setState({ newest: fix, problem: null });
  fixes.keep("fixes", fix);
}

/** Leaves out what the phone does not know. */
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

onOwnerChanged(() => watch());
