// Generates the client's types from the server's OpenAPI document. With --check it only compares.
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../../app/httpapi/openapi.json", import.meta.url);
const target = new URL("../src/shared/api/schema.d.ts", import.meta.url);

const body = astToString(await openapiTS(source, { alphabetize: true, exportType: true }));
const text = `// Generated from app/httpapi/openapi.json by \`npm run gen\`. Do not edit.\n${body}`;

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== text) {
    console.error("src/shared/api/schema.d.ts is stale: run `npm run gen`");
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
