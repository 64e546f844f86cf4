import { describe, expect, it } from "vitest";
import { focusTarget } from "./rowFocus";

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
});
