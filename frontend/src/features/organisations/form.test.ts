import { describe, expect, it } from "vitest";
import { BLANK, tidy } from "./form";

describe("tidy", () => {
  it.each([
    ["526-10-40-828", "5261040828"],
    ["PL 526 104 08 28", "5261040828"],
    ["NIP: 526\u00a0104\u00a008\u00a028", "5261040828"],
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

  it("keeps a voivodeship and a NIP only in Poland", () => {
    const form = { ...BLANK, voivodeship: "lodzkie", nip: "IT 01234567890" };
    expect(tidy(form).voivodeship).toBe("lodzkie");
    expect(tidy({ ...form, country: "IT" })).toMatchObject({ voivodeship: "", nip: "IT 01234567890" });
  });

  it("keeps a size only for enterprises", () => {
    expect(tidy({ ...BLANK, origin: "enterprise", size: "small" }).size).toBe("small");
    expect(tidy({ ...BLANK, origin: "science", size: "small" }).size).toBe("");
  });
});
