import { describe, expect, it } from "vitest";
import { focusTarget, rowLink } from "./rowFocus";

function table() {
  const body = document.createElement("tbody");
  body.innerHTML = [1, 2, 3]
    .map(
      (n) =>
        `<tr><td><a href="/${n}" id="a${n}">x</a></td><td><button id="b${n}">y</button><input id="i${n}"></td></tr>`,
    )
    .join("");
  return { body, get: (id: string) => body.querySelector(`#${id}`) as HTMLElement };
}

describe("focusTarget", () => {
  it.each([
    ["a1", "ArrowDown", "a2"],
    ["b2", "j", "b3"],
    ["b2", "k", "b1"],
    ["a1", "End", "a3"],
    ["b3", "Home", "b1"],
    ["a3", "ArrowDown", undefined],
    ["a1", "ArrowUp", undefined],
    ["i1", "j", undefined],
    ["a1", "x", undefined],
  ])("from %s by %s to %s", (from, key, want) => {
    const { body, get } = table();
    expect(focusTarget(body, get(from), key)?.id).toBe(want);
  });

  it("passes over a row without a control, at the end too", () => {
    const { body, get } = table();
    for (const row of [1, 2]) body.children[row]?.replaceChildren();
    expect(focusTarget(body, get("a1"), "j")).toBeUndefined();
    const { body: other, get: of } = table();
    other.children[1]?.replaceChildren();
    expect(focusTarget(other, of("a1"), "j")?.id).toBe("a3");
  });
});

describe("rowLink", () => {
  const body = document.createElement("tbody");
  body.innerHTML =
    '<tr><td data-primary="true"><span id="text">x</span><a id="name" href="/1">y</a></td>' +
    '<td id="cell">z<a id="other" href="/2">o</a><button id="button"><i id="icon"></i></button></td></tr>' +
    '<tr><td data-primary="true" id="locked">no link</td></tr>';
  it.each([
    ["text", "name"],
    ["cell", "name"],
    ["name", undefined],
    ["other", undefined],
    ["icon", undefined],
    ["locked", undefined],
  ])("a click on %s opens %s", (on, want) => {
    expect(rowLink(body.querySelector(`#${on}`) as Element)?.id).toBe(want);
  });
});
