// A search that is saved, and the bell that rings when what it looks for is approved.
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

const CRITERIA = ["problem_fit", "novelty", "maturity_evidence", "feasibility", "description_quality"];

test("a saved search tells of the entry that is approved", { timeout: 240_000 }, async () => {
  const [person, auditor] = await Promise.all(
    ["mazur", "auditor.makros"].map((name) => people.signIn(`${name}@splot.example`, "pl")),
  );
  const { items } = await auditor.ask("/queue?assigned=me");
  const entry = items.find(({ kind, blocked }) => kind === "technology" && !blocked);

  await person.visit("/search?q=fikocyjanina&kind=technology");
  await person.button("watches:save").click();
  await person.dialog.getByText("„fikocyjanina” · technologia").waitFor();
  const name = person.dialog.getByLabel(person.say("watches:name"), { exact: true });
  await name.fill("Barwniki z alg");
  await person.dialog.getByRole("button", { name: person.say("watches:saveConfirm"), exact: true }).click();
  await person.link("watches:watched").waitFor();
  await person.mark();
  const quiet = await person.unread();

  await approve(auditor, entry.id);

  await person.rings(quiet);
  const bell = await person.openBell();
  const notice = person.say("notifications:kind.watch_hit", { count: 1 });
  await bell.getByRole("link").filter({ hasText: notice }).first().click();
  await person.heading(entry.title.pl).waitFor();
  assert.ok(await person.sameDocument());

  await person.visit("/watches");
  await person.page.getByRole("link", { name: "Barwniki z alg", exact: true }).click();
  await person.heading("Barwniki z alg").waitFor();
  await person.page.getByRole("link", { name: entry.title.pl }).waitFor();
});

test("a watch is switched off, deleted and taken back", { timeout: 120_000 }, async () => {
  const person = await people.signIn("mazur@splot.example", "en");
  const { items } = await person.ask("/watches");
  const { name, id } = items.at(-1);
  await person.visit("/watches");
  const active = person.page.getByRole("switch", { name: person.say("watches:activeOf", { name }) });
  // The track covers the input.
  await active.evaluate((input) => input.click());
  await person.page.waitForFunction(
    async (path) => (await (await fetch(path)).json()).active === false,
    `/api/watches/${id}`,
  );

  const remove = { name: `${person.say("watches:delete")}: ${name}` };
  await person.page.getByRole("button", remove).click();
  const link = person.page.getByRole("link", { name, exact: true });
  await link.waitFor({ state: "detached" });
  await person.button("shared:undo").click();
  await link.waitFor();

  await person.page.getByRole("button", remove).click();
  await link.waitFor({ state: "detached" });
  // Leaving the page ends the time in which it can be taken back.
  const gone = person.page.waitForResponse((response) => response.request().method() === "DELETE");
  await person.link("watches:search").first().click();
  assert.equal((await gone).status(), 204);
});

async function approve(auditor, entry) {
  const { page, say } = auditor;
  await auditor.visit(`/entries/${entry}/review`);
  for (const criterion of CRITERIA) {
    const scale = page.getByRole("radiogroup", { name: say(`entries:criterion.${criterion}`) });
    await scale.getByText("5", { exact: true }).click();
  }
  await page.getByText(auditor.like("shared:draft.savedAt")).waitFor();
  await page.keyboard.press("Control+Enter");
  await auditor.dialog.waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByText(say("entries:review.doneApproved")).waitFor();
}
