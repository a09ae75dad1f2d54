// Writes src/api/schema.d.ts from the API's own description; with --check it only says whether that is still true.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const target = fileURLToPath(new URL("../src/api/schema.d.ts", import.meta.url));
const checkout = fileURLToPath(new URL("../..", import.meta.url));
const describe = "import json; from dispatch.main import create_app; print(json.dumps(create_app().openapi()))";

const description = execFileSync(".venv/bin/python", ["-c", describe], { cwd: checkout, encoding: "utf-8" });
const heading = "// Generated from the API's description by `npm run client`; do not edit.\n";
const client = heading + astToString(await openapiTS(JSON.parse(description)));

if (!process.argv.includes("--check")) {
  writeFileSync(target, client);
} else if (readFileSync(target, "utf-8") !== client) {
  process.stderr.write("src/api/schema.d.ts does not match the API: run `npm run client` in console/\n");
  process.exitCode = 1;
}
