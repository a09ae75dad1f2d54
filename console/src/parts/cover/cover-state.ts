// The cover screen's selection: a group of units, and the units assumed to be sent.
import { create } from "zustand";

export type Sending = { incidentId: string; incidentNumber: string; unitIds: readonly string[] };

type CoverState = { capability: string | null; sending: Sending | null };

export const useCoverState = create<CoverState>(() => ({ capability: null, sending: null }));
