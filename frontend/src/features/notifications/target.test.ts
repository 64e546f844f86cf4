import { expect, it } from "vitest";
import type { Notice } from "./api";
import { targetOf } from "./target";

const notice = { id: "n", state: "unread", createdAt: "2026-11-04T13:30:00Z" } as const;

it.each<[Partial<Notice> & Pick<Notice, "kind">, string]>([
  [{ kind: "match_new", entry: "e1", match: "a~b", count: 1 }, "/matches/a~b"],
  [{ kind: "match_new", entry: "e1", match: "a~b", count: 3 }, "/matches?entry=e1"],
  [{ kind: "match_mutual", entry: "e1", match: "a~b" }, "/matches/a~b"],
  [{ kind: "entry_assigned", entry: "e1" }, "/entries/e1/review"],
  [{ kind: "entry_changes_requested", entry: "e1" }, "/entries/e1/edit"],
  [{ kind: "entry_approved", entry: "e1" }, "/entries/e1"],
  [{ kind: "entry_submitted", entry: "e/1" }, "/entries/e%2F1"],
])("%o leads to %s", (facts, want) => {
  expect(targetOf({ ...notice, ...facts })).toBe(want);
});
