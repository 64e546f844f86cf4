import { renderHook } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { isShortcut, setKeysOn, useKeys } from "./keys";

afterEach(() => {
  document.body.replaceChildren();
  setKeysOn(true);
});

function press(key: string, on: Element, more: KeyboardEventInit = {}) {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  on.dispatchEvent(event);
  return event;
}

function put(html: string): Element {
  document.body.innerHTML = html;
  return document.body.firstElementChild as Element;
}

describe("isShortcut", () => {
  it.each([
    ["<main></main>", "j", {}, true],
    ["<button></button>", "j", {}, true],
    ["<input type='checkbox'>", "j", {}, true],
    ["<input>", "j", {}, false],
    ["<textarea></textarea>", "j", {}, false],
    ["<select></select>", "j", {}, false],
    ["<div contenteditable></div>", "j", {}, false],
    ["<div role='menu'></div>", "j", {}, false],
    ["<main></main>", "j", { ctrlKey: true }, false],
    ["<main></main>", "ą", { modifierAltGraph: true, altKey: true }, false],
    ["<main></main>", "Enter", {}, false],
  ] as const)("on %s, %s %o: %s", (html, key, more, want) => {
    let got: boolean | undefined;
    document.addEventListener("keydown", (event) => (got = isShortcut(event)), { once: true });
    press(key, put(html), more);
    expect(got).toBe(want);
  });
});

it("acts, and not when switched off or when a dialog is over the page", () => {
  const next = vi.fn();
  const { unmount } = renderHook(() => useKeys({ j: next }));
  const main = document.createElement("main");
  document.body.append(main);
  expect(press("j", main).defaultPrevented).toBe(true);
  expect(next).toHaveBeenCalledTimes(1);
  setKeysOn(false);
  press("j", main);
  expect(next).toHaveBeenCalledTimes(1);
  setKeysOn(true);
  const dialog = document.createElement("div");
  dialog.setAttribute("role", "dialog");
  dialog.setAttribute("aria-modal", "true");
  document.body.append(dialog);
  press("j", main);
  expect(next).toHaveBeenCalledTimes(1);
  unmount();
  dialog.remove();
  press("j", main);
  expect(next).toHaveBeenCalledTimes(1);
});
