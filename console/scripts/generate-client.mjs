// Writes src/base/api/schema.d.ts and src/base/api/alert-kinds.ts from the API's own description; with --check it only says whether
// they are still true.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const api = (name) => fileURLToPath(new URL(`../src/base/api/${name}`, import.meta.url));
const checkout = fileURLToPath(new URL("../..", import.meta.url));
const describe = "import json; from dispatch.main import create_app; print(json.dumps(create_app().openapi()))";

const description = JSON.parse(
  execFileSync(".venv/bin/python", ["-c", describe], { cwd: checkout, encoding: "utf-8" }),
);
const heading = "// Generated from the API's description by `npm run client`; do not edit.\n";
const alertKinds = description.components.schemas.AlertKind.enum.map((kind) => `  "${kind}",\n`).join("");
const files = {
  "schema.d.ts": heading + astToString(await openapiTS(description)),
  "alert-kinds.ts": `${heading}/** The most urgent first. */
export const ALERT_KINDS = [\n${alertKinds}] as const;

export type AlertKind = (typeof ALERT_KINDS)[number];
`,
};

for (const [name, text] of Object.entries(files)) {
  if (!process.argv.includes("--check")) {
    writeFileSync(api(name), text);
  } else if (!existsSync(api(name)) || readFileSync(api(name), "utf-8") !== text) {
    process.stderr.write(`src/base/api/${name} does not match the API: run \`npm run client\` in console/\n`);
    process.exitCode = 1;
  }
}
