// Makes src/wire.ts from the server's OpenAPI; with --check only says whether it is stale.
// PYTHON names the interpreter that has voicemon; else the repository's .venv, else python3.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const target = fileURLToPath(new URL("../src/wire.ts", import.meta.url));
const local = `${repository}.venv/bin/python`;
const python = process.env.PYTHON ?? (existsSync(local) ? local : "python3");

const description = execFileSync(python, ["-m", "voicemon.server.openapi"], {
  cwd: repository,
  maxBuffer: 1 << 26,
});
// A field with a default is always sent by the server, so for the page it is not optional.
const ast = await openapiTS(JSON.parse(description.toString()), {
  rootTypes: true,
  rootTypesNoSchemaPrefix: true,
  defaultNonNullable: true,
});
const text = `// Made by \`npm run types\` from the server's OpenAPI. Do not edit.\n\n${astToString(ast)}`;

if (!process.argv.includes("--check")) {
  writeFileSync(target, text);
} else if (!existsSync(target) || readFileSync(target, "utf8") !== text) {
  console.error("src/wire.ts is stale: run `npm run types` and commit it");
  process.exit(1);
}
