// How the screens behave: on a phone, by keyboard, over reloads, without a connection, with two at one entry.
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

const signIn = (name, language = "pl", options = {}) =>
  people.signIn(`${name}@splot.example`, language, options);

test("the keyboard reaches the content and follows the page", { timeout: 60_000 }, async () => {
  const person = await signIn("mazur");
  const { page, say } = person;
  await person.visit("/");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), say("app:skip"));
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");

  await person.link("app:places.organisations").first().focus();
  await page.keyboard.press("Enter");
  await person.heading(say("organisations:title")).waitFor();
  await page.waitForFunction(() => document.activeElement.matches("h1"));
  // A filter is no new page: the focus stays where the person works.
  const search = page.getByLabel(say("organisations:search"), { exact: true });
  await search.fill("folie");
  await page.waitForURL(/q=folie/);
  assert.ok(await search.evaluate((field) => field === document.activeElement));
});

test("matches can be gone through by keyboard", { timeout: 60_000 }, async () => {
  const person = await signIn("mazur");
  const { page } = person;
  await person.visit("/matches");
  await tabTo(page, "tbody a");
  const first = await rowOfFocus(page);
  await page.keyboard.press("ArrowDown");
  assert.equal(await rowOfFocus(page), first + 1);
  await page.keyboard.press("k");
  assert.equal(await rowOfFocus(page), first);
  const title = await focused(page);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/matches\/\w+/);
  await page.getByRole("heading", { level: 2, name: title }).first().waitFor();
  await page.waitForFunction(() => document.activeElement.matches("h1"));
  await tabTo(page, "main button");
  await page.goBack();
  await page.waitForURL(/\/matches$/);
});

test("an auditor goes through the queue by keyboard", { timeout: 60_000 }, async () => {
  const auditor = await signIn("auditor.makros");
  const { page } = auditor;
  await auditor.visit("/queue");
  await page.keyboard.press("j");
  const first = await focused(page);
  await page.keyboard.press("j");
  assert.notEqual(await focused(page), first);
  await page.keyboard.press("k");
  assert.equal(await focused(page), first);
  await page.keyboard.press("Enter");
  await auditor.heading(first).waitFor();
});

test(
  "a reload keeps the filters, and the address is enough for a colleague",
  { timeout: 60_000 },
  async () => {
    const person = await signIn("mazur");
    const { page, say } = person;
    await person.visit("/matches");
    const filters = page.getByRole("search");
    await filters.getByRole("button", { name: say("matches:filter.kind"), exact: true }).click();
    await page.getByRole("radio", { name: say("shared:kind.technology"), exact: true }).click();
    await page.waitForURL(/kind=technology/);
    await person.settled();
    const rows = await titles(page);
    assert.ok(rows.length > 0);

    await page.reload();
    await person.settled();
    const chip = filters.getByRole("button", {
      name: new RegExp(`${say("matches:filter.kind")}: ?${say("shared:kind.technology")}`),
    });
    await chip.waitFor();
    assert.deepEqual(await titles(page), rows);

    // The same address without a session: to the sign-in page, and back to where it leads.
    const address = page.url();
    const colleague = await people.visitor("pl");
    await colleague.page.goto(address);
    await colleague.page.waitForURL(/\/sign-in/);
    await colleague.signIn("mazur@splot.example");
    await colleague.page.waitForURL(address);
    await colleague.settled();
    assert.deepEqual(await titles(colleague.page), rows);
  },
);

test("what is typed without a connection is kept and saved later", { timeout: 60_000 }, async () => {
  const person = await signIn("mazur");
  person.excuse(/ERR_INTERNET_DISCONNECTED|WebSocket connection/);
  const { page, context, say } = person;
  const address = await draft(person);
  await context.setOffline(true);
  await page.getByText(say("app:connection.offlineText")).waitFor();
  await textField(person, "title").fill("Pisane w tunelu");
  await page.getByText(say("shared:draft.offline")).waitFor();
  await textField(person, "teaser").fill("Pociąg wciąż stoi.");
  assert.equal(
    await page.evaluate(
      () => Object.keys(localStorage).filter((key) => key.startsWith("splot-draft:")).length,
    ),
    1,
  );

  await context.setOffline(false);
  await page.getByText(person.like("shared:draft.savedAt")).waitFor();
  const { content } = await person.ask(address);
  assert.deepEqual([content.title.pl, content.teaser.pl], ["Pisane w tunelu", "Pociąg wciąż stoi."]);
});

test(
  "the second of two who save the same entry chooses, and nothing is lost",
  { timeout: 90_000 },
  async () => {
    const [first, second] = await Promise.all([signIn("mazur"), signIn("mazur")]);
    second.excuse(/^412 PUT/);
    const address = await draft(first);
    await write(first, "title", "Tytuł pierwszej osoby");
    await second.page.goto(`${address}/edit`);
    await textField(second, "title").waitFor();
    await second.context.setOffline(true);
    second.excuse(/ERR_INTERNET_DISCONNECTED|WebSocket connection/);
    await textField(second, "title").fill("Tytuł drugiej osoby");
    await textField(second, "description").fill("Opis, który zna tylko druga osoba.");
    await second.page.getByText(second.say("shared:draft.offline")).waitFor();
    await write(first, "title", "Tytuł pierwszej osoby, poprawiony");
    await write(first, "teaser", "Zapowiedź, którą zna tylko pierwsza osoba.");
    await second.context.setOffline(false);

    const choice = second.page.getByRole("alert").filter({ hasText: second.say("entries:conflict.title") });
    await choice.waitFor();
    for (const text of [
      "Tytuł drugiej osoby",
      "Tytuł pierwszej osoby, poprawiony",
      "Opis, który zna tylko druga osoba.",
    ])
      await choice.getByText(text, { exact: true }).waitFor();
    const title = choice.getByRole("radiogroup", { name: second.say("entries:field.title") });
    await title.getByRole("radio", { name: second.say("entries:conflict.mine") }).check();
    await choice.getByRole("button", { name: second.say("entries:conflict.apply") }).click();
    await choice.waitFor({ state: "hidden" });
    await second.page.getByText(second.like("shared:draft.savedAt")).waitFor();
    const { content } = await second.ask(address);
    assert.deepEqual(
      [content.title.pl, content.teaser.pl, content.description.pl],
      [
        "Tytuł drugiej osoby",
        "Zapowiedź, którą zna tylko pierwsza osoba.",
        "Opis, który zna tylko druga osoba.",
      ],
    );
  },
);

test("the bell is right after a reload and after the server was away", { timeout: 120_000 }, async () => {
  const [manager, auditor] = await Promise.all([signIn("manager.makros"), signIn("auditor.siec", "en")]);
  const before = await auditor.unread();
  await giveTo(manager, "Julia Rzepecka");
  const one = await auditor.rings(before);
  assert.equal(one, before + 1);
  await auditor.page.reload();
  await auditor.rings(before);
  assert.equal(await auditor.unread(), one);

  await auditor.mark();
  for (const person of [manager, auditor])
    person.excuse(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|WebSocket|^50\d GET/);
  await site.halt();
  await site.resume();
  await giveTo(manager, "Julia Rzepecka");
  assert.equal(await auditor.rings(one), one + 1);
  assert.ok(await auditor.sameDocument());
});

const focused = (page) => page.evaluate(() => document.activeElement.textContent.trim());

const rowOfFocus = (page) => page.evaluate(() => document.activeElement.closest("tr").rowIndex);

const titles = (page) => page.locator("tbody a").allTextContents();

/** Presses Tab until something that matches has the focus, as a person would. */
async function tabTo(page, selector) {
  for (let presses = 0; presses < 60; presses++) {
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not reach ${selector}`);
}

/** Starts a need; answers the entry's address. */
async function draft(person) {
  await person.page.goto("/entries/new?kind=need");
  await person.button("entries:new.start").click();
  await person.page.waitForURL(/\/edit$/);
  await textField(person, "title").waitFor();
  return new URL(person.page.url()).pathname.replace(/\/edit$/, "");
}

function textField(person, name) {
  const label = `${person.say(`entries:field.${name}`)} (${person.say(`shared:language.${person.language}`)})`;
  return person.page.getByRole("textbox", { name: label, exact: true });
}

/** Types into a field and waits until the server has it. */
async function write(person, name, text) {
  const answered = person.page.waitForResponse(
    (response) =>
      response.request().method() === "PUT" && (response.request().postData() ?? "").includes(text),
  );
  await textField(person, name).fill(text);
  assert.equal((await answered).status(), 200);
}

/** The manager gives the entry that nobody has yet and that waits longest to an auditor. */
async function giveTo(manager, auditor) {
  await manager.visit("/queue?assigned=none");
  await manager.page
    .getByRole("button", { name: `${manager.say("queue:assign")}: ` })
    .first()
    .click();
  await manager.dialog.getByRole("radio", { name: auditor }).check();
  await manager.dialog.getByRole("button", { name: manager.say("shared:assign.confirm") }).click();
  await manager.dialog.waitFor({ state: "hidden" });
}
