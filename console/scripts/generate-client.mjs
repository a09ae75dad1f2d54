// Writes src/base/api/schema.d.ts from the API's own description; with --check it only says whether the file is still true.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const file = fileURLToPath(new URL("../src/base/api/schema.d.ts", import.meta.url));
const checkout = fileURLToPath(new URL("../..", import.meta.url));
const describe = "import json; from dispatch.main import create_app; print(json.dumps(create_app().openapi()))";

const description = JSON.parse(
  execFileSync(".venv/bin/python", ["-c", describe], { cwd: checkout, encoding: "utf-8" }),
);
const text = `// Generated from the API's description by \`npm run client\`; do not edit.\n${astToString(await openapiTS(description))}`;

if (!process.argv.includes("--check")) {
  writeFileSync(file, text);
} else if (!existsSync(file) || readFileSync(file, "utf-8") !== text) {
  process.stderr.write("src/base/api/schema.d.ts does not match the API: run `npm run client` in console/\n");
  process.exitCode = 1;
}
