import { afterEach, expect, it } from "vitest";
import { refuge, trailOf } from "./focusRescue";

afterEach(() => document.body.replaceChildren());

function page(html: string) {
  document.body.innerHTML = `<main><h1 tabindex="-1" data-page-title="/x">x</h1>${html}</main>`;
}

it.each([
  ["the next row", "<ul><li><a id=1 href=/1></a></li><li><a id=2 href=/2></a></li></ul>", "1", "li", "2"],
  [
    "the row before, of the last",
    "<ul><li><a id=1 href=/1></a></li><li><a id=2 href=/2></a></li></ul>",
    "2",
    "li",
    "1",
  ],
  [
    "another button of the bar",
    "<div><button id=1></button><button id=2></button></div>",
    "1",
    "button",
    "2",
  ],
  ["the heading, of nothing else", "<div><button id=1></button></div>", "1", "div", undefined],
])("goes to %s", (_, html, lost, gone, want) => {
  page(html);
  const element = document.getElementById(lost) as Element;
  const trail = trailOf(element);
  element.closest(gone)?.remove();
  const found = refuge(trail);
  if (want) expect(found?.id).toBe(want);
  else expect(found?.tagName).toBe("H1");
});
