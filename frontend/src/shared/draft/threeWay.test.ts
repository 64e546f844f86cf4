import { expect, it } from "vitest";
import { threeWay } from "./threeWay";

const base = { name: "Mazur", city: "Poznań", pkd: ["22"] };

it.each([
  ["nothing differs", base, base, base, []],
  ["only mine changed", { ...base, city: "Łódź" }, base, { ...base, city: "Łódź" }, []],
  ["only theirs changed", base, { ...base, pkd: ["22", "17"] }, { ...base, pkd: ["22", "17"] }, []],
  [
    "each changed another field",
    { ...base, city: "Łódź" },
    { ...base, name: "Mazur SA" },
    { ...base, city: "Łódź", name: "Mazur SA" },
    [],
  ],
  [
    "both changed the same to the same",
    { ...base, city: "Łódź" },
    { ...base, city: "Łódź" },
    { ...base, city: "Łódź" },
    [],
  ],
  [
    "both changed the same field",
    { ...base, city: "Łódź" },
    { ...base, city: "Konin" },
    { ...base, city: "Łódź" },
    ["city"],
  ],
])("%s", (_name, mine, theirs, value, conflicts) => {
  expect(threeWay(base, mine, theirs)).toEqual({ value, conflicts });
});

it("asks about every difference when it is not known what it was before", () => {
  expect(threeWay(undefined, base, { ...base, name: "X", city: "Y" }).conflicts).toEqual(["name", "city"]);
});
