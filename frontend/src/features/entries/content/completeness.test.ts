import { expect, it } from "vitest";
import { progressOf } from "./completeness";

it("does not call a section complete in which a text is too long", () => {
  const content = { title: { pl: "ż".repeat(121), en: "" } };
  const long = progressOf("need", content).flatMap((section) => section.long);
  expect(long).toEqual(["title"]);
  const fits = { title: { pl: "ż".repeat(120), en: "" } };
  expect(progressOf("need", fits).flatMap((section) => section.long)).toEqual([]);
});
