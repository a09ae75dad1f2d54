// Which refusals are final, and which leave the outcome unknown.
import { expect, test } from "vitest";
import { asProblem, mayStillGo } from "./problem";

test("what waits is kept where a gateway answers or the session is over, and given up where the centre refuses", () => {
  const gateway = asProblem("<html>Bad Gateway</html>", 502);
  const sessionOver = asProblem({ code: "token_expired", status: 401, detail: "" }, 401);
  const refused = asProblem({ code: "status_not_allowed", status: 409, detail: "" }, 409);
  const broken = asProblem("<html>Not Found</html>", 404);

  expect([gateway, sessionOver, refused, broken].map(mayStillGo)).toEqual([true, true, false, false]);
});

test("what waits is kept where the centre cannot store it, or fails by a mistake of its own", () => {
  const full = asProblem({ code: "storage_full", status: 503, detail: "" }, 503);
  const mistake = asProblem({ code: "internal_error", status: 500, detail: "" }, 500);
  const unread = asProblem("<html>Internal Server Error</html>", 500);

  expect([full, mistake, unread].map(mayStillGo)).toEqual([true, true, true]);
});
