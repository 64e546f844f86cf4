import { describe, expect, it } from "vitest";
import { getAt, isBlank, leaves, setAt } from "./path";

const content = {
  title: { pl: "Folia", en: "" },
  keywords: ["PLA"],
  need: { impact: 3, problem: {} },
  list: [{ a: 1 }, { a: 2 }],
};

describe("path", () => {
  it.each([
    ["title.pl", "Folia"],
    ["need.impact", 3],
    ["list.1.a", 2],
    ["technology.trl", undefined],
    ["title.pl.deeper", undefined],
  ])("reads %s", (path, want) => {
    expect(getAt(content, path)).toEqual(want);
  });

  it("writes without touching the original or what is beside", () => {
    const next = setAt(content, "list.1.a", 5);
    expect(next.list).toEqual([{ a: 1 }, { a: 5 }]);
    expect(next.list[0]).toBe(content.list[0]);
    expect(next.title).toBe(content.title);
    expect(content.list[1]).toEqual({ a: 2 });
  });

  it("writes where nothing stood", () => {
    expect(setAt({}, "technology.trl", 4)).toEqual({ technology: { trl: 4 } });
  });

  it.each([
    [null, true],
    ["  ", true],
    [[], true],
    [{ pl: "", en: undefined }, true],
    [0, false],
    [false, false],
    [{ pl: "x" }, false],
  ])("tells whether %j is blank", (value, want) => {
    expect(isBlank(value)).toBe(want);
  });

  it("lists the leaves that say something, lists whole", () => {
    expect([...leaves(content)]).toEqual([
      ["title.pl", "Folia"],
      ["keywords", ["PLA"]],
      ["need.impact", 3],
      ["list", [{ a: 1 }, { a: 2 }]],
    ]);
  });
});
