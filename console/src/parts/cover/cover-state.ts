// What the cover screen looks at: for which units, and as if which units had been sent.
import { create } from "zustand";

export type Sending = { incidentId: string; incidentNumber: string; unitIds: readonly string[] };

type CoverState = { capability: string | null; sending: Sending | null };

export const useCoverState = create<CoverState>(() => ({ capability: null, sending: null }));
