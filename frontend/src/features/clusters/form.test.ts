import { expect, it } from "vitest";
import { slugOf } from "./form";

it.each([
  ["Śląska Chemia", "slaska-chemia"],
  ["Klaster „Żółw” 2.0!", "klaster-zolw-2-0"],
  ["  Łódź ", "lodz"],
  ["MAKROS", "makros"],
  ["…", ""],
  ["a".repeat(39) + " bc", "a".repeat(39)],
])("makes an address of %s", (name, want) => {
  expect(slugOf(name)).toBe(want);
});
