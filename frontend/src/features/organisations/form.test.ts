import { describe, expect, it } from "vitest";
import { BLANK, tidy } from "./form";

describe("tidy", () => {
  it.each([
    ["526-10-40-828", "5261040828"],
    ["PL 526 104 08 28", "5261040828"],
    ["", ""],
  ])("takes the digits of %s", (nip, want) => {
    expect(tidy({ ...BLANK, nip }).nip).toBe(want);
  });

  it.each([
    ["mazur.example", "https://mazur.example"],
    ["http://mazur.example", "http://mazur.example"],
    [" ", ""],
  ])("gives %s its scheme", (website, want) => {
    expect(tidy({ ...BLANK, website }).website).toBe(want);
  });

  it("keeps a size only for enterprises", () => {
    expect(tidy({ ...BLANK, origin: "enterprise", size: "small" }).size).toBe("small");
    expect(tidy({ ...BLANK, origin: "science", size: "small" }).size).toBe("");
  });
});
