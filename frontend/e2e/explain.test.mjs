// What an explanation is good for: a score that changes as promised, a need that is helped, everything matched anew.
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

test(
  "what would change a score leads to the field, and keeps its promise",
  { timeout: 240_000 },
  async () => {
    const [author, manager, auditor] = await Promise.all(
      ["mazur", "manager.makros", "auditor.makros"].map((name) =>
        people.signIn(`${name}@splot.example`, "pl"),
      ),
    );
    const { match, change } = await matchWith(author, "trl_lowered");
    await author.visit(`/matches/${match.id}`);
    const words = author.say("matches:change.trl_lowered", change.params);
    const promised = Math.round(change.score);
    const link = author.page.getByRole("link", { name: words });
    const row = author.page.getByRole("listitem").filter({ has: link });
    const fromTo = { before: Math.round(match.score), score: promised };
    await row.getByText(author.say("matches:page.fromTo", fromTo)).waitFor();

    await link.click();
    await author.page.waitForURL(/\/edit#need\.minTrl$/);
    const field = author.choice(author.say("entries:field.need.minTrl"));
    await author.page.waitForFunction(
      (place) => document.getElementById(place)?.contains(document.activeElement),
      "field-need.minTrl",
    );
    await author.page.getByRole("option", { name: new RegExp(`^${change.params.to} `) }).click();
    assert.match(await field.inputValue(), new RegExp(`^${change.params.to} `));
    await author.page.getByText(author.like("shared:draft.savedAt")).waitFor();
    await author.button("entries:form.submit").click();
    await author.page.getByText(author.say("entries:step.submitted")).first().waitFor();

    await approve(manager, auditor, match.need.entry, match.need.title.pl);
    await scores(author, match.id, promised);
  },
);

/** A match of the person with a change of this code on the need. */
async function matchWith(person, code) {
  const { items } = await person.ask("/matches?limit=100");
  for (const { id } of items) {
    const match = await person.ask(`/matches/${id}`);
    const change = match.changes.find((one) => one.code === code && one.side === "need");
    if (change) return { match, change };
  }
  throw new Error(`no match with ${code}`);
}

/** The entry's new version goes through the hands of the manager and the auditor. */
async function approve(manager, auditor, id, title) {
  await manager.visit("/queue");
  const row = manager.page.getByRole("row").filter({ hasText: title });
  await row.waitFor();
  const assign = row.getByRole("button", { name: `${manager.say("queue:assign")}: ${title}` });
  if (await assign.isVisible()) {
    await assign.click();
    await manager.dialog.getByRole("radio", { name: "Krzysztof Miarka" }).check();
    await manager.dialog.getByRole("button", { name: manager.say("shared:assign.confirm") }).click();
    await manager.dialog.waitFor({ state: "hidden" });
  }
  await auditor.visit(`/entries/${id}/review`);
  for (const criterion of ["problem_fit", "feasibility", "description_quality"]) {
    const scale = auditor.page.getByRole("radiogroup", {
      name: auditor.say(`entries:criterion.${criterion}`),
    });
    await scale.getByText("5", { exact: true }).click();
  }
  await auditor.page.getByText(auditor.like("shared:draft.savedAt")).waitFor();
  await auditor.page.keyboard.press("Control+Enter");
  await auditor.dialog.waitFor();
  await auditor.page.keyboard.press("Control+Enter");
  await auditor.page.getByText(auditor.say("entries:review.doneApproved")).waitFor();
}

/** Waits until the match's page, which is not loaded anew, shows the score; statistics may have moved it by one. */
async function scores(person, id, wanted) {
  await person.page.goto(`/matches/${id}`);
  const near = [wanted - 1, wanted, wanted + 1];
  const labels = near.map((score) => person.say("matches:page.scoreLabel", { score }));
  await person.page.getByRole("img", { name: new RegExp(`^(${labels.join("|")})$`) }).waitFor();
}

test(
  "a need without good matches is shown to all clusters, and its manager asked",
  { timeout: 180_000 },
  async () => {
    const owner = await people.signIn("sad@splot.example", "pl");
    const manager = await people.signIn("manager.makros@splot.example", "en");
    const need = await unmet(owner);
    await owner.visit(`/entries/${need.id}`);
    await narrow(owner);

    await owner.heading(need.title.pl).waitFor();
    await owner.page.getByRole("heading", { name: owner.say("gap:title") }).waitFor();
    await owner.button("gap:widen").click();
    await owner.dialog.getByText(owner.like("gap:widenText")).waitFor();
    await owner.dialog.getByRole("button", { name: owner.say("gap:widenConfirm") }).click();
    await owner.page.getByText(owner.say("gap:widened")).waitFor();
    assert.equal((await owner.ask(`/entries/${need.id}`)).visibility, "network");
    await owner.button("gap:undo").click();
    await owner.button("gap:widen").waitFor();
    assert.equal((await owner.ask(`/entries/${need.id}`)).visibility, "cluster");

    const before = await manager.unread();
    await owner.button("gap:ask").click();
    await owner.page.getByText(owner.like("gap:asked")).waitFor();
    await manager.rings(before);
    const bell = await manager.openBell();
    await bell
      .getByRole("link")
      .filter({ hasText: manager.say("notifications:kind.need_unmet") })
      .first()
      .click();
    await manager.page.waitForURL(/#gap$/);
    const title = manager.page.getByRole("heading", { name: manager.say("gap:title") });
    await title.waitFor();
    await title.and(manager.page.locator(":focus h2, :focus-within h2")).waitFor();

    // It is remembered, also beneath the need's matches.
    await owner.visit(`/matches?entry=${need.id}`);
    await owner.page.getByText(owner.like("gap:asked")).waitFor();
  },
);

/** A need of the person without good matches. */
async function unmet(owner) {
  const { items } = await owner.ask("/entries?kind=need&live=true&limit=50");
  for (const need of items.filter(({ own }) => own))
    if ((await owner.ask(`/entries/${need.id}/gap`)).reasons.length > 0) return need;
  throw new Error("no need without good matches");
}

/** The owner lets only the own cluster see the need. */
async function narrow(owner) {
  await owner.button("entries:page.more").click();
  await owner.page.getByRole("menuitem", { name: owner.say("entries:page.visibility") }).click();
  await owner.dialog.getByRole("radio", { name: owner.say("entries:visibility.cluster") }).check();
  await owner.dialog.getByRole("button", { name: owner.say("shared:save") }).click();
  await owner.dialog.waitFor({ state: "hidden" });
}

test("an administrator matches everything anew and sees how far it is", { timeout: 120_000 }, async () => {
  const admin = await people.signIn("admin@splot.example", "pl");
  await admin.link("app:places.platform").first().click();
  await admin.heading(admin.say("platform:matching.title")).waitFor();
  await admin.page.getByText(admin.say("platform:rematch.idle")).waitFor();
  await admin.button("platform:rematch.start").click();
  await admin.dialog.getByRole("button", { name: admin.say("platform:rematch.confirm") }).click();
  await admin.dialog.waitFor({ state: "hidden" });
  await admin.page.getByRole("progressbar", { name: admin.say("platform:rematch.progress") }).waitFor();
  await admin.page.getByText(admin.like("platform:rematch.finished")).waitFor();
  const run = await admin.ask("/matching/rematch");
  assert.deepEqual([run.state, run.reason, run.done], ["finished", "requested", run.total]);
  await admin.page
    .getByRole("article", { name: (await admin.ask("/matching/weights")).active })
    .getByText(admin.say("platform:weights.active"))
    .waitFor();
});
