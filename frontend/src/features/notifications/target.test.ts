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
  [{ kind: "matches_recomputed", entry: "e1", match: "a~b", count: 1 }, "/matches/a~b"],
  [{ kind: "matches_recomputed", entry: "e1", match: "a~b", count: 7 }, "/matches?sort=newest"],
  [{ kind: "need_unmet", entry: "e1" }, "/entries/e1#gap"],
  [{ kind: "watch_hit", watch: "w1", entry: "e1", count: 1 }, "/entries/e1"],
  [{ kind: "watch_hit", watch: "w1", count: 4 }, "/watches/w1"],
  [{ kind: "project_invitation", project: "p1" }, "/projects/p1"],
  [{ kind: "entry_submitted", entry: "e/1" }, "/entries/e%2F1"],
])("%o leads to %s", (facts, want) => {
  expect(targetOf({ ...notice, ...facts })).toBe(want);
});
