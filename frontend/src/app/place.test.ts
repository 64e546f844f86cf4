import { expect, it } from "vitest";
import { shownAt } from "./place";

it.each([
  ["/matches/a~b", {}, { place: "match", id: "a~b" }],
  ["/matches", { entry: "e1" }, { place: "matches", id: "e1" }],
  ["/matches", { sort: "newest" }, { place: "matches", id: "" }],
  ["/entries/e%2F1", {}, { place: "entry", id: "e/1" }],
  ["/entries/e1/review", {}, { place: "entry", id: "e1" }],
  ["/entries/new", {}, undefined],
  ["/projects/p1", {}, { place: "project", id: "p1" }],
  ["/organisations/o1", {}, { place: "organisation", id: "o1" }],
  ["/", {}, undefined],
  ["/settings", {}, undefined],
])("%s with %o shows %o", (pathname, search, want) => {
  expect(shownAt(pathname, search)).toEqual(want);
});
