import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { gather, Invalidator } from "./invalidation";

const keys = [["matches", "list", {}], ["notifications", "count"], ["organisations", "o1"], ["codes"]];

function start() {
  const client = new QueryClient();
  for (const key of keys) client.setQueryData(key, {});
  const live = gather(
    { match: [["matches"]] },
    { match: [["organisations", "o1"]], notification: [["notifications"]] },
  );
  const invalidate = vi.spyOn(client, "invalidateQueries");
  const stale = () => keys.filter((key) => client.getQueryState(key)?.isInvalidated).map(([first]) => first);
  return { invalidator: new Invalidator(client, live), invalidate, stale };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("makes stale what every feature shows of a resource, and nothing else", () => {
  const { invalidator, stale } = start();
  invalidator.changed("match");
  expect(stale()).toEqual(["matches", "organisations"]);
  invalidator.changed("weather");
  vi.advanceTimersByTime(1_000);
  expect(stale()).toEqual(["matches", "organisations"]);
});

it("acts at once on the first change, and once for the burst that follows", () => {
  const { invalidator, invalidate, stale } = start();
  for (let i = 0; i < 50; i++) invalidator.changed("match");
  expect(invalidate).toHaveBeenCalledTimes(2);
  invalidator.changed("notification");
  expect(stale()).not.toContain("notifications");
  vi.advanceTimersByTime(1_000);
  expect(stale()).toContain("notifications");
  expect(invalidate).toHaveBeenCalledTimes(5);
  invalidator.changed("notification");
  expect(invalidate).toHaveBeenCalledTimes(6);
});

it("leaves only what never changes when everything may be old", () => {
  const { invalidator, invalidate, stale } = start();
  invalidator.everything();
  invalidator.everything();
  invalidator.changed("match");
  expect(stale()).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(invalidate).toHaveBeenCalledOnce();
  expect(stale()).toEqual(["matches", "notifications", "organisations"]);
});
