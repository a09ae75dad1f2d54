// Refusals of the API (RFC 9457), and their names for a missing answer.

export type ProblemDocument = { code: string; status: number; detail: string } & Record<string, unknown>;

export class Problem extends Error {
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(document: { code: string; detail?: string } & Record<string, unknown>) {
    super(document.detail ?? document.code);
    this.code = document.code;
    this.facts = document;
  }
}

/** The outcome of the command is unknown: the same key may be sent again, and should be. */
export const OUTCOME_OPEN = new Set([
  "unreachable",
  "outcome_unknown",
  "database_unavailable",
  "busy",
  "storage_full",
  "storage_failed",
]);

export const UNREACHABLE = new Problem({ code: "unreachable" });
export const CUT_OFF = new Problem({ code: "cut_off" });

/** A queued message is kept then: it goes with the next try or after the next log-in. Includes faults of the centre. */
export function mayStillGo({ code, facts }: Problem): boolean {
  return OUTCOME_OPEN.has(code) || code.startsWith("token_") || Number(facts.status) >= 500;
}

/** A gateway in front of the centre sends its own error page if the centre does not answer it. */
const FROM_A_GATEWAY: readonly number[] = [502, 503, 504];

export function asProblem(error: unknown, status: number): Problem {
  if (typeof error === "object" && error !== null && "code" in error && typeof error.code === "string") {
    return new Problem(error as ProblemDocument);
  }
  if (FROM_A_GATEWAY.includes(status)) return UNREACHABLE;
  return new Problem({ code: "unexpected_answer", status });
}
