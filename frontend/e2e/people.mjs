import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { patternIn, wordsIn } from "./words.mjs";

const PASSWORD = "splot-na-probe";
const PATIENCE = 20_000;
const LOCALES = { pl: "pl-PL", en: "en-GB" };
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A browser whose windows belong to people; whatever goes wrong in any of them fails the test in `finish`. */
export class People {
  #browser;
  #site;
  #all = [];

  static async at(site) {
    const people = new People();
    people.#site = site;
    people.#browser = await chromium.launch({
      executablePath: process.env.SPLOT_CHROMIUM ?? "/usr/bin/chromium",
      args: FLAGS,
    });
    return people;
  }

  /** A window of its own: nobody is signed in yet. */
  async visitor(language, options = {}) {
    const context = await this.#browser.newContext({
      baseURL: this.#site.url,
      locale: LOCALES[language],
      timezoneId: "Europe/Warsaw",
      viewport: { width: 1280, height: 860 },
      reducedMotion: "reduce",
      ...options,
    });
    context.setDefaultTimeout(PATIENCE);
    const person = new Person(context, language);
    this.#all.push(person);
    await person.open();
    return person;
  }

  /** A person signed in through the page, with the interface in the given language. */
  async signIn(email, language, options) {
    const person = await this.visitor(language, options);
    await person.page.goto("/sign-in");
    await person.signIn(email);
    await person.speak(language);
    return person;
  }

  /** Closes the windows of one test and says what went wrong in them. A failed test leaves pictures of them. */
  async finish(test) {
    const people = this.#all.splice(0);
    if (test && !test.passed)
      await Promise.all(people.map((person, index) => person.picture(`${test.name} ${index + 1}`)));
    const wrong = people.flatMap((person) => person.wrong);
    await Promise.all(people.map((person) => person.context.close()));
    assert.deepEqual(wrong, [], "errors in the browser");
  }

  async close() {
    await this.#browser.close();
  }
}

/** One person's window, with what they see in their language. */
export class Person {
  /** Errors of the pages: exceptions, console errors (also violated policies) and refused requests. */
  wrong = [];
  #excused = [];

  constructor(context, language) {
    this.context = context;
    this.language = language;
  }

  async open() {
    this.page = await this.context.newPage();
    this.#watch(this.page);
    return this.page;
  }

  #watch(page) {
    page.on("pageerror", (error) => this.#note(`exception: ${error.stack ?? error}`));
    page.on("console", (message) => {
      // Refused requests are noted with their status below.
      if (message.type() !== "error" || /^Failed to load resource: the server responded/.test(message.text()))
        return;
      this.#note(`console: ${message.text()} (${message.location().url})`);
    });
    page.on("response", (response) => {
      if (response.status() < 400) return;
      const { pathname } = new URL(response.url());
      // Whoever is not signed in learns it by this answer.
      if (response.status() === 401 && pathname === "/api/session") return;
      this.#note(`${response.status()} ${response.request().method()} ${pathname}`);
    });
  }

  #note(what) {
    if (!this.#excused.some((pattern) => pattern.test(what))) this.wrong.push(what);
  }

  /** From now on errors like this belong to the test. */
  excuse(pattern) {
    this.#excused.push(pattern);
  }

  get say() {
    return wordsIn(this.language);
  }

  get like() {
    return patternIn(this.language);
  }

  async signIn(email) {
    const { page, say } = this;
    await page.getByLabel(say("account:email")).fill(email);
    await page.getByLabel(say("account:password"), { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: say("account:signIn.submit") }).click();
    await page.getByRole("navigation").first().waitFor();
  }

  /** Sets the language in the settings, where it is another one. */
  async speak(language) {
    this.language = language;
    const html = this.page.locator("html");
    if ((await html.getAttribute("lang")) === language) return;
    await this.page.goto("/settings");
    await this.page.getByRole("radio", { name: { pl: "Polski", en: "English" }[language] }).click();
    await this.page.getByRole("heading", { name: this.say("settings:title"), level: 1 }).waitFor();
    await this.page.goto("/");
  }

  button(key, values) {
    return this.page.getByRole("button", { name: this.say(key, values), exact: true });
  }

  link(key, values) {
    return this.page.getByRole("link", { name: this.say(key, values), exact: true });
  }

  /** A choice from a list, which is a combobox where one can type to narrow it. */
  choice(label, within = this.page) {
    const wanted = { name: label, exact: true };
    return within.getByRole("combobox", wanted).or(within.getByRole("textbox", wanted));
  }

  async choose(label, option, within) {
    await this.choice(label, within).click();
    await this.page.getByRole("option", { name: option }).click();
  }

  heading(name) {
    return this.page.getByRole("heading", { level: 1, name });
  }

  /** The window's dialogue, with its buttons. */
  get dialog() {
    return this.page.getByRole("dialog");
  }

  /** Goes to an address and waits until its heading is there and nothing loads any more. */
  async visit(address) {
    await this.page.goto(address);
    await this.settled();
  }

  async settled() {
    await this.page.locator("[data-page-title]").waitFor();
    await this.page.waitForLoadState("networkidle");
    await this.page.waitForFunction(
      () => !document.querySelector("[class*=Skeleton-root], [aria-busy=true]"),
    );
  }

  /** Answers of the API, as this person; for finding addresses, never for doing what the test is about. */
  async ask(path) {
    const response = await this.page.request.get(`/api${path}`);
    assert.ok(response.ok(), `${response.status()} ${path}`);
    return response.json();
  }

  /** How many the bell says are unread. */
  async unread() {
    const name = await this.#bell.getAttribute("aria-label");
    return Number(/\d+/.exec(name ?? "")?.[0] ?? 0);
  }

  /** Waits until the bell says more than before; answers the new number. */
  async rings(before) {
    const handle = await this.#bell.elementHandle();
    await this.page.waitForFunction(
      ([bell, count]) => Number(/\d+/.exec(bell.getAttribute("aria-label"))?.[0] ?? 0) > count,
      [handle, before],
    );
    return this.unread();
  }

  get #bell() {
    const [name] = this.say("app:bell", { count: 0 }).split("0");
    return this.page.getByRole("button", { name: new RegExp(`^${name}`) });
  }

  async openBell() {
    await this.#bell.click();
    return this.dialog;
  }

  /** Marks the document, so that `sameDocument` can tell that nothing was loaded anew since. */
  async mark() {
    await this.page.evaluate(() => {
      window.marked = true;
    });
  }

  async sameDocument() {
    return this.page.evaluate(() => window.marked === true);
  }

  async picture(name) {
    const folder = process.env.SPLOT_E2E_PICTURES ?? new URL("../test-results/", import.meta.url).pathname;
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `${name}.png`.replace(/[^\w.-]+/g, "-"));
    await this.page.screenshot({ path: file, fullPage: true }).catch(() => {});
    process.stderr.write(`picture: ${file} (${this.page.url()})\n`);
  }
}
