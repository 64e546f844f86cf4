import { expect, it } from "vitest";
import { awaitsAnswer, type MatchItem, type MatchSide } from "./api";

const side = (interested: boolean): MatchSide => ({
  own: false,
  kind: "need",
  title: {},
  owner: { origin: "science", size: "", voivodeship: "10" },
  interested,
});

it.each<[string, MatchItem["mine"], boolean, boolean, boolean]>([
  ["the offer said yes to my need", ["need"], false, true, true],
  ["the need said yes to my offer", ["offer"], true, false, true],
  ["I said yes first", ["need"], true, false, false],
  ["both said yes", ["need"], true, true, false],
  ["nobody said anything", ["offer"], false, false, false],
  ["it is not mine", [], false, true, false],
])("%s", (_name, mine, need, offer, want) => {
  const match = {
    id: "m",
    state: "interest",
    score: 80,
    need: side(need),
    offer: side(offer),
    mine,
    new: false,
  } as const;
  expect(awaitsAnswer({ ...match, mine })).toBe(want);
});
