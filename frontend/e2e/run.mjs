// Loads the demonstration once and runs the tests on copies of it: node e2e/run.mjs [test files]
import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Site } from "./site.mjs";

const here = new URL(".", import.meta.url).pathname;
const seed = await mkdtemp(join(tmpdir(), "splot-e2e-seed-"));

async function testFiles() {
  const chosen = process.argv.slice(2);
  if (chosen.length > 0) return chosen;
  const names = await readdir(here);
  return names.filter((name) => name.endsWith(".test.mjs")).map((name) => join(here, name));
}

function runTests(files) {
  const child = spawn(
    process.execPath,
    ["--test", "--test-concurrency=2", "--test-reporter=spec", ...files],
    {
      stdio: "inherit",
      env: { ...process.env, SPLOT_E2E_SEED: seed },
    },
  );
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

try {
  const site = await Site.start({ data: seed });
  await site.stop();
  process.exitCode = await runTests(await testFiles());
} finally {
  await rm(seed, { recursive: true, force: true });
}
