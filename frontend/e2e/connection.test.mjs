// The connection goes in every way it can, and the page says so, stays usable, and recovers by itself.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { People } from "./people.mjs";
import { Site } from "./site.mjs";

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

const SECONDS = 8_000;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** The bar about the connection; it has to be in sight wherever one has scrolled to. */
const bar = (person, key) => {
  const words = person.say(`app:connection.${key}`, { at: "" }).replace(/[ .…]*$/, "");
  return person.page.getByRole("status").getByText(words);
};

async function inSight(person, locator) {
  const box = await locator.boundingBox();
  const { height } = person.page.viewportSize();
  assert.ok(box && box.y >= 0 && box.y + box.height <= height, `out of sight: ${JSON.stringify(box)}`);
}

/** Everything of the program is on the device after some quiet. */
const loaded = (person) =>
  person.page.waitForFunction(
    async () => {
      const kept = await (await caches.open("splot-program")).keys();
      const now = kept.length;
      const quiet = window.kept === now && now > 60;
      window.kept = now;
      return quiet && navigator.serviceWorker.controller !== null;
    },
    undefined,
    { polling: 700, timeout: 60_000 },
  );

test("the server is killed and comes back", { timeout: 180_000 }, async () => {
  const person = await people.signIn("mazur@splot.example", "pl");
  person.excuse(/console: .*(WebSocket|Failed to (load|fetch)|ERR_)/);
  person.excuse(/^5\d\d /);
  await person.visit("/matches");
  await loaded(person);
  await person.mark();
  await person.page.mouse.wheel(0, 900);

  await site.kill();
  await bar(person, "lost").waitFor({ timeout: SECONDS });
  await inSight(person, bar(person, "lost"));
  await person.picture("connection lost wide");

  // What was read is there, what was not says what is missing; nothing waits for ever.
  await person.page
    .getByRole("link", { name: person.say("app:places.organisations") })
    .first()
    .click();
  await person.page
    .getByRole("alert")
    .getByText(person.say("shared:problem.offlineTitle"))
    .waitFor({ timeout: SECONDS });
  await person.page
    .getByRole("link", { name: person.say("app:places.matches") })
    .first()
    .click();
  await person.heading(person.like("matches:title")).waitFor();
  await person.page.locator("main table, main [role=table], main ul").first().waitFor();

  await person.page
    .getByRole("link", { name: person.say("app:places.organisations") })
    .first()
    .click();
  await site.resume();
  await bar(person, "lost").waitFor({ state: "detached", timeout: 30_000 });
  await person.page.getByRole("alert").waitFor({ state: "detached", timeout: SECONDS });
  await person.settled();
  assert.ok(await person.sameDocument(), "the page was loaded anew");
});

test("the server hangs", { timeout: 120_000 }, async () => {
  const person = await people.signIn("mazur@splot.example", "en");
  person.excuse(/console: .*(WebSocket|Failed to (load|fetch)|ERR_)/);
  await person.visit("/matches");
  await loaded(person);
  site.freeze();
  try {
    await person.page
      .getByRole("link", { name: person.say("app:places.organisations") })
      .first()
      .click();
    await bar(person, "lost").waitFor({ timeout: 9_000 });
    await person.page
      .getByRole("alert")
      .getByText(person.say("shared:problem.offlineTitle"))
      .waitFor({ timeout: SECONDS });
  } finally {
    site.thaw();
  }
  await bar(person, "lost").waitFor({ state: "detached", timeout: 30_000 });
  await person.settled();
});

test("a phone loses the network, and is opened without it", { timeout: 120_000 }, async () => {
  const person = await people.signIn("mazur@splot.example", "pl", PHONE);
  person.excuse(/console: .*(WebSocket|Failed to (load|fetch)|ERR_|net::|Problem)/);
  await person.visit("/matches");
  await loaded(person);
  await person.mark();

  await person.context.setOffline(true);
  await bar(person, "offline").waitFor({ timeout: SECONDS });
  for (const place of ["ownEntries", "projects", "matches"]) {
    await person.page
      .getByRole("link", { name: person.say(`app:places.${place}`) })
      .last()
      .click();
    await person.page.locator("[data-page-title]").waitFor();
    await inSight(person, bar(person, "offline"));
  }
  await person.picture("connection offline phone");
  assert.ok(await person.sameDocument(), "the page was loaded anew");

  // The system has thrown the page away meanwhile: it opens again and says what is missing.
  await person.page.reload();
  await person.page
    .getByText(person.say("shared:problem.offlineTitle"))
    .first()
    .waitFor({ timeout: SECONDS });
  await person.picture("connection opened offline");
  await person.context.setOffline(false);
  await person.heading(person.like("matches:title")).waitFor({ timeout: 20_000 });
  await person.settled();
});
