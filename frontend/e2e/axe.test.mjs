// No violation of WCAG 2.1 A and AA on any route, in both languages and both colour schemes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, afterEach, before, test } from "node:test";
import { People } from "./people.mjs";
import { declaredPaths, INSIDE, OUTSIDE } from "./routes.mjs";
import { Site } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

let site;
let people;
before(async () => {
  site = await Site.start();
  people = await People.at(site);
});
afterEach((t) => people.finish(t));
after(async () => {
  await people?.close();
  await site?.stop();
});

test("the lists of routes are complete", () => {
  const listed = [...INSIDE.map(({ path }) => path), ...OUTSIDE];
  const isListed = (path) =>
    listed.some((one) => one === path || (path.includes("$") && one.startsWith(path.split("$")[0])));
  assert.deepEqual(
    declaredPaths().filter((path) => !isListed(path)),
    [],
  );
});

for (const language of ["pl", "en"]) {
  const emails = [...new Set(INSIDE.map(({ person }) => person))];
  for (const email of emails)
    test(`no violations: ${email}, ${language}`, { timeout: 400_000 }, async () => {
      const person = await people.signIn(`${email}@splot.example`, language);
      const found = [];
      for (const { address } of INSIDE.filter((one) => one.person === email)) {
        await person.visit(await address(person));
        found.push(...(await violations(person)));
      }
      if (email === emails[0]) found.push(...(await violationsOfOpened(person)));
      assert.deepEqual(found, []);
    });

  test(`no violations: signed out, ${language}`, { timeout: 200_000 }, async () => {
    const visitor = await people.visitor(language);
    visitor.excuse(/^\d+ (GET|POST) \/api\/(setup|invitation|password)/);
    const found = [];
    for (const address of OUTSIDE) {
      await visitor.visit(address);
      found.push(...(await violations(visitor)));
    }
    assert.deepEqual(found, []);
  });
}

/** What axe finds on the present page, in both schemes: the page follows the system's. */
async function violations(person) {
  const found = [];
  for (const colorScheme of ["light", "dark"]) {
    await person.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await person.page.waitForFunction(
      (scheme) => document.documentElement.getAttribute("data-mantine-color-scheme") === scheme,
      colorScheme,
    );
    await person.page.evaluate(still);
    await person.page.evaluate(`window.axe ?? (() => { ${axe} })()`);
    const results = await person.page.evaluate(
      (levels) => window.axe.run(document, { runOnly: levels, resultTypes: ["violations"], preload: false }),
      LEVELS,
    );
    const place = `${new URL(person.page.url()).pathname} ${person.language} ${colorScheme}`;
    for (const { id, nodes } of results.violations) {
      const [{ target, failureSummary }] = nodes;
      found.push(`${place}: ${id} at ${nodes.length} places, first ${target}: ${failureSummary}`);
    }
  }
  return found;
}

/** In the page: waits until the colours have changed; a change that is inherited takes a frame for each level. */
async function still() {
  const frame = () => new Promise(requestAnimationFrame);
  const moving = () => document.getAnimations().some(({ playState }) => playState === "running");
  for (let quiet = 0; quiet < 3; quiet = moving() ? 0 : quiet + 1) await frame();
}

/** What opens over a page: the bell, the account's menu, a filter. */
async function violationsOfOpened(person) {
  const { page } = person;
  await person.visit("/organisations");
  const found = [];
  const openers = [
    () => person.openBell(),
    () => page.getByRole("button", { name: person.like("app:account") }).click(),
    () => page.getByRole("search").getByRole("button").first().click(),
  ];
  for (const open of openers) {
    await open();
    await person.settled();
    found.push(...(await violations(person)));
    await page.keyboard.press("Escape");
  }
  return found;
}
