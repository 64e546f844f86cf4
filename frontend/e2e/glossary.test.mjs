// A term that no dictionary has, added by a manager.
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

test("a manager adds a term, and the program translates by it", { timeout: 120_000 }, async () => {
  const manager = await people.signIn("manager.makros@splot.example", "pl");
  const { page, say } = manager;
  await manager.visit("/glossary");
  const lookup = page.getByLabel(say("glossary:lookup.label"));
  await lookup.fill("zgrzybotnia");
  await page.getByText(say("glossary:lookup.none", { term: "zgrzybotnia" })).waitFor();

  await page.getByRole("textbox", { name: say("glossary:pl"), exact: true }).fill("zgrzybotnia");
  await page.getByRole("textbox", { name: say("glossary:en"), exact: true }).fill("quorbling plant");
  await manager.button("glossary:add.confirm").click();
  await page.getByText(say("glossary:add.done")).waitFor();
  await page.getByText(say("glossary:lookup.source.own")).waitFor();
  const row = page.getByRole("row").filter({ hasText: "quorbling plant" });
  await row.waitFor();

  await page.getByRole("button", { name: say("glossary:list.editOf", { term: "zgrzybotnia" }) }).click();
  await manager.dialog
    .getByRole("textbox", { name: say("glossary:en"), exact: true })
    .fill("quorbling works");
  await manager.dialog.getByRole("button", { name: say("shared:save"), exact: true }).click();
  const changed = page.getByRole("row").filter({ hasText: "quorbling works" });
  await changed.waitFor();

  const remove = page.getByRole("button", { name: say("glossary:list.deleteOf", { term: "zgrzybotnia" }) });
  await remove.click();
  await changed.waitFor({ state: "detached" });
  await manager.button("shared:undo").click();
  await changed.waitFor();

  const reader = await people.signIn("mazur@splot.example", "en");
  await reader.visit("/glossary?q=zgrzyb");
  await reader.page.getByRole("row").filter({ hasText: "quorbling works" }).waitFor();
  assert.equal(await reader.button("glossary:add.confirm").count(), 0);
});
