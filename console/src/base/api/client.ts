// The typed API client: paths and bodies are generated from the API's description, so that they cannot drift.
import createClient from "openapi-fetch";
import { asProblem, Problem, UNREACHABLE } from "./problem";
import type { paths } from "./schema";

const TIMEOUT_MS = 10_000;

export const client = createClient<paths>({
  baseUrl: location.origin,
  credentials: "same-origin",
  fetch: fetchInTime,
});

async function fetchInTime(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw UNREACHABLE;
  }
}

type Answered<T> = { data?: T; error?: unknown; response: Response };

/** Returns the answer, typed by the API's description; throws Problem. */
export async function answerOf<T>(asked: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await whole(asked);
  if (response.ok) return data as T;
  const problem = asProblem(error, response.status);
  if (problem.code.startsWith("token_")) sessionEnded();
  throw problem;
}

/** The line may drop during an answer: the outcome is then as unknown as without any. */
async function whole<T>(asked: Promise<Answered<T>>): Promise<Answered<T>> {
  try {
    return await asked;
  } catch (error) {
    throw error instanceof Problem ? error : UNREACHABLE;
  }
}

export function onSessionEnded(listener: () => void): void {
  sessionEnded = listener;
}

let sessionEnded = () => {};

export function setLanguageOfAnswers(language: string): void {
  languageOfAnswers = language;
}

let languageOfAnswers = "id";

client.use({
  onRequest({ request }) {
    request.headers.set("Accept-Language", languageOfAnswers);
    return request;
  },
});
