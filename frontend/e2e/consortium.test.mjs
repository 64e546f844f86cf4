// A need, what it takes, who could do it together, and the other side's answer.
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

test("a need becomes a project that the other side joins", { timeout: 240_000 }, async () => {
  const [owner, partner] = await Promise.all(
    ["mazur", "polimery"].map((name) => people.signIn(`${name}@splot.example`, "pl")),
  );
  const { page, say } = owner;
  const { items } = await owner.ask("/projects");
  const { need } = items.find((project) => project.need);
  await partner.visit("/");
  await partner.mark();
  const quiet = await partner.unread();

  await owner.visit(`/entries/${need}`);
  await owner.link("entries:page.compose").click();
  await owner.heading(say("projects:compose.title")).waitFor();
  await page.locator("mark").first().waitFor();
  const names = page.getByRole("textbox", { name: say("projects:compose.name") });
  await names.first().fill("Przetwórstwo i badania polimerów biodegradowalnych");
  const before = await names.count();
  await page
    .getByRole("button", { name: owner.like("projects:compose.remove") })
    .last()
    .click();
  await owner.button("shared:undo").click();
  assert.equal(await names.count(), before);
  // What was changed survives a reload.
  await page.reload();
  assert.equal(await names.first().inputValue(), "Przetwórstwo i badania polimerów biodegradowalnych");

  await owner.button("projects:compose.findTeam").click();
  await page.getByText(say("projects:team.has.science")).waitFor();
  for (const name of [
    "Instytut Polimerów i Opakowań w Łodzi",
    "Mazowieckie Centrum Doradztwa Żywnościowego",
  ]) {
    await owner.button("projects:team.find").click();
    await owner.choice(say("projects:team.findLabel")).fill(name);
    await page.getByRole("option", { name }).click();
    await owner.button("projects:team.include").click();
    await page.getByRole("button", { name: say("projects:team.excludeOf", { name }), exact: true }).waitFor();
  }
  await page.getByText(say("projects:reason.included")).first().waitFor();
  const other = say("projects:team.excludeOf", { name: "Mazowieckie Centrum Doradztwa Żywnościowego" });
  await page.getByRole("button", { name: other, exact: true }).click();
  await page.getByRole("button", { name: other, exact: true }).waitFor({ state: "detached" });

  await owner.button("projects:compose.toDraft").click();
  const title = "Opakowanie kompostowalne razem";
  await page.getByRole("textbox", { name: new RegExp(`^${say("projects:draft.title")}`) }).fill(title);
  await page.getByRole("button", { name: owner.like("projects:draft.invite", { count: 1 }) }).click();
  await owner.heading(title).waitFor();
  await page.getByText(say("projects:invitation.invited"), { exact: true }).first().waitFor();
  await owner.mark();
  const rung = await owner.unread();

  await partner.rings(quiet);
  const bell = await partner.openBell();
  const notice = partner.say("notifications:kind.project_invitation");
  await bell.getByRole("link").filter({ hasText: notice }).first().click();
  await partner.heading(title).waitFor();
  await partner.button("projects:answer.accept").click();
  await partner.page.getByText(partner.say("projects:answer.title.accepted")).waitFor();
  assert.ok(await partner.sameDocument());

  await owner.rings(rung);
  await page.getByText(say("projects:invitation.accepted"), { exact: true }).first().waitFor();
  assert.ok(await owner.sameDocument());

  await partner.button("projects:answer.leave").click();
  await partner.dialog.getByText(partner.say("projects:refusal.capacity")).click();
  await partner.dialog
    .getByRole("button", { name: partner.say("projects:answer.declineConfirm"), exact: true })
    .click();
  await page.getByText(owner.like("projects:page.declinedBecause")).waitFor();
});
