import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { attempt } from "./attempt";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("two clicks send once, a later one is another attempt", async () => {
  const echo = vi.fn((key: string) => Promise.resolve(key));
  const [first, second] = await Promise.all([attempt("a", echo), attempt("a", echo)]);
  expect(second).toBe(first);
  expect(await attempt("a", echo)).toBe(first);
  expect(echo).toHaveBeenCalledTimes(1);
  expect(await attempt("b", echo)).not.toBe(first);
  vi.advanceTimersByTime(3_000);
  expect(await attempt("a", echo)).not.toBe(first);
});

test("trying again after a failure sends the same key, however late", async () => {
  const sent: string[] = [];
  const broken = (key: string) => {
    sent.push(key);
    return Promise.reject(new Error("cut off"));
  };
  await expect(attempt("c", broken)).rejects.toThrow("cut off");
  vi.advanceTimersByTime(60_000);
  await expect(attempt("c", broken)).rejects.toThrow("cut off");
  expect(sent).toHaveLength(2);
  expect(sent[1]).toBe(sent[0]);
});
