// A need on its way to a match, by several people in browsers of their own: once in Polish, once in English.
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

const POLISH = {
  language: "pl",
  author: "mazur@splot.example",
  authorName: "Opakowania Mazur",
  partner: "polimery@splot.example",
  partnerName: "Instytut Polimerów i Opakowań w Łodzi",
  manager: "manager.makros@splot.example",
  auditor: "auditor.makros@splot.example",
  auditorName: "Krzysztof Miarka",
  need: {
    title: "Biodegradowalna folia barierowa na wieczka do sałatek",
    teaser: "Poszukiwana kompostowalna folia wielowarstwowa o barierze tlenowej, która zgrzewa się z tacką.",
    problem:
      "Folie z biodegradowalnych polimerów przepuszczają tlen i pękają przy zgrzewaniu, a odbiorcy żądają opakowań do kompostu.",
    description:
      "Wytłaczanie z rozdmuchem folii barierowej z biodegradowalnych polimerów (PLA, PBAT), pomiar przenikalności tlenu, badania zgrzewów i kompostowalności opakowań żywności. Folia ma pracować na obecnej linii.",
    target: "Przenikalność tlenu po zgrzaniu",
    confidential: "Pierwsza seria to 3 mln wieczek dla jednej sieci sklepów.",
    keywords: ["folia barierowa", "polimery biodegradowalne", "kompostowalność"],
    trl: "6",
  },
  remark: "Prosimy o wartość liczbową: jaka przenikalność tlenu wystarczy?",
  answer: "5",
  unit: "cm³/(m²·doba)",
  interest: "Chcielibyśmy zobaczyć próby zgrzewania na waszej linii półtechnicznej.",
  reply: "Zapraszamy; linia jest wolna od poniedziałku.",
  note: "Wrócimy do tego po próbach.",
};

const ENGLISH = {
  language: "en",
  author: "agrosens@splot.example",
  authorName: "AgroSens Systemy Pomiarowe",
  partner: "polimery@splot.example",
  partnerName: "Instytut Polimerów i Opakowań w Łodzi",
  manager: "manager.makros@splot.example",
  auditor: "auditor.siec@splot.example",
  auditorName: "Julia Rzepecka",
  need: {
    title: "Compostable film that seals a gas sensor into fruit packages",
    teaser:
      "Wanted: a compostable barrier film with a window for an ethylene sensor, blown and sealed without tearing.",
    problem:
      "Biodegradable films let oxygen through and tear at the seal around the sensor, so that packages leak within a week.",
    description:
      "Blown film of biodegradable polymers (PLA, PBAT) with an oxygen barrier, sealing to trays, barrier measurement and compostability tests of food packaging, from recipe to pilot run.",
    target: "Oxygen transmission after sealing",
    confidential: "The first buyer packs 40 tonnes of berries a week.",
    keywords: ["barrier film", "biodegradable polymers", "food packaging"],
    trl: "5",
  },
  remark: "Please state a number: which oxygen transmission is good enough?",
  answer: "8",
  unit: "cm³/(m²·day)",
  interest: "We would like to see sealing trials on your pilot line.",
  reply: "You are welcome; the line is free from Monday.",
  note: "We will come back to this after the trials.",
};

for (const story of [POLISH, ENGLISH])
  test(`a need becomes a match on two screens, ${story.language}`, { timeout: 300_000 }, async () => {
    const { language } = story;
    const [author, partner, manager, auditor] = await Promise.all(
      [story.author, story.partner, story.manager, story.auditor].map((email) =>
        people.signIn(email, language),
      ),
    );
    await partner.visit("/matches");
    await Promise.all([author, partner].map((person) => person.mark()));
    const quiet = await partner.unread();

    const address = await writeNeed(author, story);
    await author.button("entries:form.submit").click();
    await author.heading(story.need.title).waitFor();
    await author.page.getByText(author.say("entries:step.submitted")).first().waitFor();

    await assign(manager, story);
    await requestChanges(auditor, story);
    await answerRemark(author, story, address);
    await approve(auditor, story);

    // Both bells, in pages that were not loaded anew.
    await partner.rings(quiet);
    await author.page.getByText(author.say("shared:entryState.approved")).first().waitFor();
    await hasNotice(author, author.say("notifications:kind.entry_approved"), story.need.title);
    await hasNotice(author, newMatches(author), story.need.title, /\d/);
    for (const person of [author, partner]) assert.ok(await person.sameDocument());

    await agree(author, partner, story, address);
    await declineAnother(author, partner, story);
    for (const person of [author, partner]) assert.ok(await person.sameDocument());
  });

/** Writes the need field by field, with a reload in the middle; answers the address of the entry. */
async function writeNeed(author, { need }) {
  const { page, say } = author;
  await author.link("app:places.ownEntries").first().click();
  await author.link("entries:list.new").click();
  await page.getByRole("radio", { name: new RegExp(`^${say("shared:kind.need")} `) }).check();
  await author.button("entries:new.start").click();
  await page.waitForURL(/\/edit$/);

  await write(author, "title", need.title);
  await write(author, "teaser", need.teaser);
  await saved(author);
  await write(author, "need.problem", need.problem);
  // Not yet on the server perhaps, but on this device.
  await page.reload();
  await author.mark();
  await holds(author, "title", need.title);
  await holds(author, "need.problem", need.problem);

  await write(author, "description", need.description);
  await write(author, "need.targetMetric", need.target);
  await author.choose(say("entries:field.need.minTrl"), new RegExp(`^${need.trl} `));
  await author.choose(say("entries:field.need.urgency"), say("shared:urgency.high"));
  await author.choose(say("entries:field.need.budget"), say("shared:budget.200k_1m"));
  await page.getByRole("checkbox", { name: say("shared:cooperation.joint_rd") }).check();
  await page.getByRole("checkbox", { name: say("shared:cooperation.service") }).check();
  const keywords = author.choice(say("entries:field.keywords"));
  for (const keyword of need.keywords) {
    await keywords.fill(keyword);
    await keywords.press("Enter");
  }
  await write(author, "confidential", need.confidential);
  await page.getByRole("radio", { name: say("entries:visibility.teaser") }).check();
  await saved(author);
  return new URL(page.url()).pathname.replace(/\/edit$/, "");
}

function field(person, path) {
  const name = `${person.say(`entries:field.${path}`)} (${person.say(`shared:language.${person.language}`)})`;
  return person.page.getByRole("textbox", { name, exact: true });
}

const write = (person, path, text) => field(person, path).fill(text);

async function holds(person, path, text) {
  await field(person, path).waitFor();
  assert.equal(await field(person, path).inputValue(), text);
}

const saved = (person) =>
  person.page.getByText(new RegExp(`^${person.say("shared:draft.savedAt", { at: "" })}\\d`)).waitFor();

/** The manager finds the entry in the queue and gives it to the auditor. */
async function assign(manager, { need, auditorName }) {
  const { page } = manager;
  await manager.link("app:places.queue").first().click();
  await page.getByRole("button", { name: `${manager.say("queue:assign")}: ${need.title}` }).click();
  await manager.dialog.getByRole("radio", { name: auditorName }).check();
  await manager.dialog.getByRole("button", { name: manager.say("shared:assign.confirm") }).click();
  await manager.dialog.waitFor({ state: "hidden" });
  await page.getByRole("row", { name: need.title }).getByText(auditorName).waitFor();
}

/** The auditor comes by the bell, writes a remark at a field and gives the entry back. */
async function requestChanges(auditor, { need, remark }) {
  const { page, say } = auditor;
  await follow(auditor, say("notifications:kind.entry_assigned"), need.title);
  const target = say("entries:field.need.targetValue");
  await auditor.button("entries:review.addRemark", { field: target }).click();
  await page.getByLabel(say("entries:review.remarkTo", { field: target })).fill(remark);
  await score(auditor, "problem_fit", "4");
  await auditor.button("entries:review.requestChanges").click();
  await confirm(auditor, "entries:review.requestChanges");
  await page.getByText(say("entries:review.doneChanges")).waitFor();
}

/** The author comes by the bell, sees the remark at its field, mends what it says and submits again. */
async function answerRemark(author, { need, remark, answer, unit }, address) {
  const { page, say } = author;
  await follow(author, say("notifications:kind.entry_changes_requested"), need.title);
  await page.waitForURL(`**${address}/edit`);
  const value = page.getByLabel(say("entries:field.need.targetValue"), { exact: true });
  const place = page.locator("[id='field-need.targetValue']");
  await place.getByRole("note").getByText(remark).waitFor();
  await place.getByText(say("entries:form.remarkTitle")).waitFor();
  await value.fill(answer);
  await page.getByLabel(say("entries:field.need.targetUnit"), { exact: true }).fill(unit);
  await saved(author);
  await author.button("entries:form.submit").click();
  await author.heading(need.title).waitFor();
}

/** The auditor sees what changed, scores and approves with the keyboard. */
async function approve(auditor, { need, answer }) {
  const { page, say } = auditor;
  await follow(
    auditor,
    say("notifications:kind.entry_resubmitted"),
    need.title,
    say("entries:page.version", { number: 2 }),
  );
  await auditor.link("entries:review.compare", { number: 1 }).click();
  await auditor.heading(say("entries:compare.title")).waitFor();
  await page.getByText(answer, { exact: true }).waitFor();
  await page.goBack();
  for (const criterion of ["problem_fit", "feasibility", "description_quality"])
    await score(auditor, criterion, "5");
  await page.getByText(auditor.like("shared:draft.savedAt")).waitFor();
  await page.keyboard.press("Control+Enter");
  await auditor.dialog.waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByText(say("entries:review.doneApproved")).waitFor();
}

async function score(auditor, criterion, value) {
  const scale = auditor.page.getByRole("radiogroup", { name: auditor.say(`entries:criterion.${criterion}`) });
  await scale.getByText(value, { exact: true }).click();
}

async function confirm(person, key) {
  await person.dialog.getByRole("button", { name: person.say(key), exact: true }).click();
}

/** However many there are. */
function newMatches(person) {
  const forms = [1, 2, 5].map((count) => person.like("notifications:kind.match_new", { count }).source);
  return new RegExp(forms.map((form) => form.replace(/^\d+/, "\\d+")).join("|"));
}

/** Opens the bell, which must hold the notice, and follows it. Waits for `text` on the page it leads to. */
async function follow(person, notice, title, text) {
  const row = await hasNotice(person, notice, title, undefined, true);
  await row.click();
  await person.dialog.waitFor({ state: "hidden" });
  if (text) await person.page.getByText(text).first().waitFor();
}

/** Waits until the bell's list holds an unread notice of this kind about this entry. */
async function hasNotice(person, notice, title, more = /./, stay = false) {
  const list = await person.openBell();
  const row = list
    .getByRole("link")
    .filter({ hasText: notice })
    .filter({ hasText: title })
    .filter({ hasText: more })
    .first();
  await row.waitFor();
  if (!stay) {
    await person.page.keyboard.press("Escape");
    await list.waitFor({ state: "hidden" });
  }
  return row;
}

/** The author says interest in the partner's first entry; the partner learns it and agrees; both see names. */
async function agree(author, partner, story, address) {
  const { need, interest, reply } = story;
  await author.page.goto(`/matches?entry=${address.split("/").pop()}`);
  await author.mark();
  const row = author.page.getByRole("row").filter({ hasText: story.partnerName }).first();
  await row.getByRole("link").click();
  await author.button("matches:action.interest").click();
  await author.dialog.getByLabel(author.say("matches:dialog.message")).fill(interest);
  await confirm(author, "matches:dialog.send");
  await author.page.getByText(author.say("matches:page.waiting")).waitFor();

  await follow(partner, partner.like("notifications:kind.match_interest"), story.partnerTitle);
  // Anonymous until both agree: neither the name nor what is confidential, nor the message.
  await partner.page.getByText(partner.say("matches:page.theyWait")).waitFor();
  const before = await partner.page.locator("body").innerText();
  for (const secret of [story.authorName, need.confidential, interest, need.description])
    assert.ok(!before.includes(secret), `${secret} is shown before both agreed`);

  const asked = await author.unread();
  await partner.button("matches:action.agreeMutual").click();
  await partner.dialog.getByLabel(partner.say("matches:dialog.message")).fill(reply);
  await confirm(partner, "matches:dialog.sendMutual");
  await author.rings(asked);
  for (const [person, other, confidential, message] of [
    [partner, story.authorName, need.confidential, interest],
    [author, story.partnerName, undefined, reply],
  ]) {
    await person.page.getByRole("heading", { name: person.say("matches:page.contact") }).waitFor();
    await person.page.getByRole("main").getByRole("link", { name: other }).first().waitFor();
    await person.page.getByText(message).waitFor();
    if (confidential) await person.page.getByText(confidential).waitFor();
  }
}

/** The partner declines another match of the two with a reason, which the author sees; the note stays theirs. */
async function declineAnother(author, partner, story) {
  const reason = partner.say("shared:declineReason.too_early");
  const { items } = await author.ask("/matches?state=suggested&state=interest&limit=100");
  const another = items.find(({ need, offer }) => need.own && offer.organisation?.name === story.partnerName);
  assert.ok(another, "the two have another match");
  await partner.link("app:places.matches").first().click();
  await partner.page.locator(`a[href^="/matches/${another.id}"]`).click();
  await partner.button("matches:action.decline").click();
  await partner.dialog.getByRole("radio", { name: reason }).check();
  await partner.dialog.getByLabel(partner.say("matches:dialog.note")).fill(story.note);
  await confirm(partner, "matches:dialog.declineConfirm");
  await partner.page.getByText(partner.say("matches:page.declinedByUs", { reason })).waitFor();

  // Not by the number at the bell: what the author has on screen is marked as read meanwhile.
  await follow(
    author,
    author.say("notifications:kind.match_declined", { reason }),
    another.need.title[story.language],
  );
  await author.page.getByText(author.say("matches:page.declinedByThem", { reason })).waitFor();
  assert.ok(
    !(await author.page.locator("body").innerText()).includes(story.note),
    "the note is shown to the other side",
  );
}
