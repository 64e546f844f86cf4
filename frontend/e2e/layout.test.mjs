// How every page fits: no sideways scrolling, no cut words, no button under what sticks, at three widths and in both
// languages.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { People } from "./people.mjs";
import { INSIDE, OUTSIDE } from "./routes.mjs";
import { Site } from "./site.mjs";

const WIDTHS = [
  [1440, 900],
  [1024, 768],
  [768, 1024],
  [390, 844],
];

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

for (const language of ["pl", "en"]) {
  for (const name of new Set(INSIDE.map(({ person }) => person)))
    test(`pages fit: ${name}, ${language}`, { timeout: 400_000 }, async () => {
      const person = await people.signIn(`${name}@splot.example`, language, { hasTouch: true });
      const found = [];
      for (const { address } of INSIDE.filter((one) => one.person === name))
        found.push(...(await misfits(person, await address(person))));
      assert.deepEqual(found, []);
    });

  test(`pages fit: signed out, ${language}`, { timeout: 200_000 }, async () => {
    const visitor = await people.visitor(language);
    visitor.excuse(/^\d+ (GET|POST) \/api\/(setup|invitation|password)/);
    const found = [];
    for (const address of OUTSIDE) found.push(...(await misfits(visitor, address)));
    assert.deepEqual(found, []);
  });
}

async function misfits(person, address) {
  const found = [];
  await person.page.setViewportSize({ width: WIDTHS[0][0], height: WIDTHS[0][1] });
  await person.visit(address);
  for (const [width, height] of WIDTHS) {
    await person.page.setViewportSize({ width, height });
    found.push(...(await settled(person.page)).map((what) => `${address} ${width}: ${what}`));
  }
  return found;
}

/** A page that was made narrower settles in a moment; what does not fit then never will. */
async function settled(page) {
  for (let tries = 8; ; tries -= 1) {
    await page.evaluate(() => new Promise((done) => setTimeout(done, 50)));
    const found = await page.evaluate(look);
    if (found.length === 0 || tries === 0) return found;
    await page.evaluate(() => new Promise((done) => setTimeout(done, 250)));
  }
}

/** In the page: what does not fit. */
function look() {
  const found = [];
  const wide = document.scrollingElement.scrollWidth;
  if (wide > window.innerWidth) found.push(`scrolls sideways to ${wide}`);
  const seen = (element) =>
    element.getClientRects().length > 0 && getComputedStyle(element).clipPath === "none";
  const said = (element) => element.textContent.trim().replace(/\s+/g, " ").slice(0, 60);

  // A button, a place of the navigation or a badge shows all of its words.
  for (const control of document.querySelectorAll(
    "button, a[role=button], a[class*=Button], nav a, [data-tone]",
  )) {
    for (const part of [control, ...control.querySelectorAll("*")]) {
      const { overflowX } = getComputedStyle(part);
      // A chip that names what somebody wrote may shorten it; what is only said has no size.
      const spared = part.clientWidth <= 1 || part.closest("[data-chips]");
      // A button's decoration reaches over its edge by a pixel on both sides.
      if (seen(part) && !spared && overflowX !== "visible" && part.scrollWidth > part.clientWidth + 3)
        found.push(`cut: ${said(control)}`);
    }
  }
  for (const badge of document.querySelectorAll("[data-tone]"))
    if (seen(badge) && badge.getClientRects().length > 1) found.push(`broken badge: ${said(badge)}`);

  // What is to be pressed at the bottom is on top there.
  for (const button of document.querySelectorAll("[data-action-bar] button, [data-action-bar] a")) {
    const { x, y, width, height } = button.getBoundingClientRect();
    if (y + height / 2 > window.innerHeight || y + height / 2 < 0) {
      found.push(`out of sight: ${said(button)}`);
      continue;
    }
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    if (top && !button.contains(top)) found.push(`covered: ${said(button)} by ${said(top)}`);
  }
  return found;
}
