import { describe, expect, it } from "vitest";
import { formatSearch, parseSearch, valueOf, valuesOf } from "./search";

describe("search", () => {
  it.each([
    ["", {}],
    ["?q=folia%20PLA", { q: "folia PLA" }],
    ["?origin=science&origin=other", { origin: ["science", "other"] }],
    ["?q=&origin=science", { origin: "science" }],
  ])("reads %s", (text, want) => {
    expect(parseSearch(text)).toEqual(want);
  });

  it("writes what it reads, and leaves empty values out", () => {
    const text = formatSearch({
      q: "żywność",
      origin: ["science", "other"],
      empty: "",
      none: undefined,
      list: [],
    });
    expect(parseSearch(text)).toEqual({ q: "żywność", origin: ["science", "other"] });
    expect(formatSearch({})).toBe("");
  });

  it("bounds what an address can bring in", () => {
    const text = Array.from({ length: 500 }, (_, n) => `k=${n}`).join("&");
    expect(valuesOf(parseSearch(text), "k")).toHaveLength(60);
    expect(parseSearch(`?q=${"x".repeat(301)}`)).toEqual({});
  });

  it("gives one value or all", () => {
    expect(valueOf({ a: ["x", "y"] }, "a")).toBe("x");
    expect(valuesOf({ a: "x" }, "a")).toEqual(["x"]);
    expect(valueOf({}, "a")).toBe("");
  });
});
