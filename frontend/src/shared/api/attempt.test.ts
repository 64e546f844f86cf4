import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { attempt } from "./attempt";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const echo = (key: string) => Promise.resolve(key);

test("two clicks are one attempt, a later one is another", async () => {
  const [first, second] = await Promise.all([attempt("a", echo), attempt("a", echo)]);
  expect(second).toBe(first);
  expect(await attempt("a", echo)).toBe(first);
  expect(await attempt("b", echo)).not.toBe(first);
  vi.advanceTimersByTime(3_000);
  expect(await attempt("a", echo)).not.toBe(first);
});

test("trying again after a failure is the same attempt, however late", async () => {
  let sent = "";
  await expect(
    attempt("c", (key) => {
      sent = key;
      return Promise.reject(new Error("cut off"));
    }),
  ).rejects.toThrow("cut off");
  vi.advanceTimersByTime(60_000);
  expect(await attempt("c", echo)).toBe(sent);
});
