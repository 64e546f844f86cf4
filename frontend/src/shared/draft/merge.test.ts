import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Problem } from "../api/problem";
import { DraftKeeper, same, type Versioned } from "./keeper";
import { localCopies } from "./localCopy";

type Value = { value: string; limits: string };

let now: Versioned<Value>;
const kept = new Map<string, string>();
const copies = localCopies({
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, text) => void kept.set(key, text),
  removeItem: (key) => void kept.delete(key),
});

/** Joins by field: undefined where both changed one. */
function merge(mine: Value, theirs: Value, base: Value): Value | undefined {
  const out = { ...theirs };
  for (const name of ["value", "limits"] as const) {
    if (same(mine[name], base[name])) continue;
    if (!same(theirs[name], base[name]) && !same(theirs[name], mine[name])) return undefined;
    out[name] = mine[name];
  }
  return out;
}

const open = (server = now) =>
  new DraftKeeper<Value>({
    key: "p1:e1",
    server,
    save: async (value, version) => {
      if (version !== now.version) throw new Problem(412, { code: "stale" });
      now = { value, version: version + 1 };
      return now;
    },
    load: async () => now,
    merge,
    copies,
    delay: 10,
  });

beforeEach(() => {
  vi.useFakeTimers();
  kept.clear();
  now = { value: { value: "", limits: "" }, version: 1 };
});
afterEach(() => vi.useRealTimers());

it("joins what two devices of one person changed in different fields", async () => {
  const [desk, phone] = [open(), open()];
  desk.edit({ value: "5.5", limits: "" });
  await desk.flush();
  phone.edit({ value: "", limits: "no chlorine" });
  await phone.flush();
  await vi.runAllTimersAsync();
  expect(now.value).toEqual({ value: "5.5", limits: "no chlorine" });
  expect(phone.snapshot()).toMatchObject({ phase: "saved", value: now.value });
  expect(phone.snapshot().mergedAt).toBeDefined();
});

it("asks where both changed one field, and loses neither", async () => {
  const [desk, phone] = [open(), open()];
  desk.edit({ value: "5.5", limits: "" });
  await desk.flush();
  phone.edit({ value: "6", limits: "" });
  await phone.flush();
  expect(phone.snapshot()).toMatchObject({
    phase: "conflict",
    value: { value: "6" },
    theirs: { value: { value: "5.5" } },
  });
});

it("joins what this device kept while it was closed", async () => {
  const phone = open();
  phone.edit({ value: "", limits: "no chlorine" });
  phone.close();
  now = { value: { value: "5.5", limits: "" }, version: 2 };
  const again = open();
  expect(again.snapshot()).toMatchObject({ phase: "dirty", value: { value: "5.5", limits: "no chlorine" } });
  await vi.runAllTimersAsync();
  expect(now.value).toEqual({ value: "5.5", limits: "no chlorine" });
});
