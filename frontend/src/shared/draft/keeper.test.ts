import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Problem } from "../api/problem";
import { DraftKeeper, same, type Versioned } from "./keeper";
import { localCopies } from "./localCopy";

type Value = { text: string };

/** A server with compare-and-set, as the API has it. */
class Server {
  now: Versioned<Value> = { value: { text: "" }, version: 1 };
  saves: string[] = [];
  fail: Problem | undefined;
  /** The save is made, but its answer does not arrive. */
  lost = false;

  load = async () => this.now;

  save = async (value: Value, version: number) => {
    if (this.fail) throw this.fail;
    if (version !== this.now.version) throw new Problem(412, { code: "stale" });
    this.saves.push(value.text);
    this.now = { value, version: version + 1 };
    if (this.lost) throw new Problem(0, { code: "offline" });
    return this.now;
  };
}

function memory() {
  const kept = new Map<string, string>();
  return localCopies({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => void kept.set(key, text),
    removeItem: (key) => void kept.delete(key),
  });
}

let server: Server;
let copies: ReturnType<typeof memory>;
const open = (seen = server.now) =>
  new DraftKeeper<Value>({
    key: "p1:e1",
    server: seen,
    save: server.save,
    load: server.load,
    copies,
    delay: 800,
  });

beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  copies = memory();
});
afterEach(() => vi.useRealTimers());

describe("DraftKeeper", () => {
  it("saves once after a quiet, however much was typed", async () => {
    const keeper = open();
    for (const text of ["a", "ab", "abc"]) keeper.edit({ text });
    expect(copies.read<Value>("p1:e1")?.value.text).toBe("abc");
    await vi.advanceTimersByTimeAsync(800);
    expect(server.saves).toEqual(["abc"]);
    expect(keeper.snapshot()).toMatchObject({ phase: "saved", version: 2 });
    expect(copies.read("p1:e1")).toBeUndefined();
  });

  it("sends what was typed during a save over the new version", async () => {
    const keeper = open();
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const save = server.save;
    server.save = async (value, version) => {
      await held;
      return save(value, version);
    };
    const slow = new DraftKeeper<Value>({
      key: "k",
      server: server.now,
      save: server.save,
      load: server.load,
      copies,
    });
    keeper.close();
    slow.edit({ text: "first" });
    await vi.advanceTimersByTimeAsync(800);
    slow.edit({ text: "second" });
    release();
    await vi.advanceTimersByTimeAsync(1600);
    expect(server.saves).toEqual(["first", "second"]);
    expect(slow.snapshot()).toMatchObject({ phase: "saved", version: 3 });
  });

  it("keeps the work on the device while the server cannot be reached, and tries again", async () => {
    const keeper = open();
    server.fail = new Problem(0, { code: "offline" });
    keeper.edit({ text: "in a tunnel" });
    await vi.advanceTimersByTimeAsync(800);
    expect(keeper.snapshot().phase).toBe("offline");
    expect(copies.read<Value>("p1:e1")?.value.text).toBe("in a tunnel");
    server.fail = undefined;
    keeper.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(server.saves).toEqual(["in a tunnel"]);
  });

  it("restores what a reload or sign-out interrupted, and saves it", async () => {
    const before = open();
    before.edit({ text: "half a sentence" });
    before.close();
    const after = open();
    expect(after.snapshot()).toMatchObject({
      value: { text: "half a sentence" },
      restored: true,
      phase: "dirty",
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(server.saves).toEqual(["half a sentence"]);
  });

  it("shows the other's version when it was saved in between, and overwrites nothing unseen", async () => {
    const keeper = open();
    await server.save({ text: "theirs" }, 1);
    keeper.edit({ text: "mine" });
    await vi.advanceTimersByTimeAsync(800);
    expect(keeper.snapshot()).toMatchObject({
      phase: "conflict",
      theirs: { value: { text: "theirs" }, version: 2 },
    });
    expect(server.now.value.text).toBe("theirs");
    keeper.resolve({ value: { text: "both" } });
    await vi.advanceTimersByTimeAsync(800);
    expect(server.now).toEqual({ value: { text: "both" }, version: 3 });
  });

  it("takes theirs when that is chosen", async () => {
    const keeper = open();
    await server.save({ text: "theirs" }, 1);
    keeper.edit({ text: "mine" });
    await vi.advanceTimersByTimeAsync(800);
    keeper.resolve("theirs");
    expect(keeper.snapshot()).toMatchObject({ phase: "clean", value: { text: "theirs" }, version: 2 });
    expect(copies.read("p1:e1")).toBeUndefined();
  });

  it("finds the conflict also when the draft was left on the device", async () => {
    const before = open();
    before.edit({ text: "mine" });
    before.close();
    await server.save({ text: "theirs" }, 1);
    expect(open().snapshot()).toMatchObject({ phase: "conflict", value: { text: "mine" } });
  });

  it("takes a save whose answer was lost for its own", async () => {
    const keeper = open();
    server.lost = true;
    keeper.edit({ text: "first" });
    await vi.advanceTimersByTimeAsync(800);
    expect(keeper.snapshot().phase).toBe("offline");
    server.lost = false;
    keeper.edit({ text: "first and second" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(keeper.snapshot()).toMatchObject({ phase: "saved", version: 3 });
    expect(server.now.value.text).toBe("first and second");
  });

  it("takes it for its own after a reload too, whether it arrived before or after", async () => {
    for (const early of [true, false]) {
      server = new Server();
      const before = open();
      before.edit({ text: "first" });
      server.lost = true;
      await vi.advanceTimersByTimeAsync(800);
      before.edit({ text: "first and second" });
      before.close();
      server.lost = false;
      const seen = early ? server.now : { value: { text: "" }, version: 1 };
      const after = open(seen);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(after.snapshot()).toMatchObject({ phase: "saved", version: 3 });
      expect(server.saves).toEqual(["first", "first and second"]);
    }
  });

  it("does not take someone else's save for its own because one was sent", async () => {
    const keeper = open();
    await server.save({ text: "theirs" }, 1);
    server.fail = new Problem(0, { code: "offline" });
    keeper.edit({ text: "mine" });
    await vi.advanceTimersByTimeAsync(800);
    server.fail = undefined;
    keeper.edit({ text: "mine and more" });
    await vi.advanceTimersByTimeAsync(800);
    expect(keeper.snapshot()).toMatchObject({ phase: "conflict", theirs: { value: { text: "theirs" } } });
    expect(server.now.value.text).toBe("theirs");
  });

  it("says what the server refused, keeps the text, and tries again after the next change", async () => {
    const keeper = open();
    server.fail = new Problem(422, { errors: [{ field: "text", code: "too_long", message: "Za długie" }] });
    keeper.edit({ text: "long" });
    await vi.advanceTimersByTimeAsync(800);
    expect(keeper.snapshot().phase).toBe("refused");
    expect(keeper.snapshot().problem?.byField()).toEqual({ text: "Za długie" });
    server.fail = undefined;
    keeper.edit({ text: "short" });
    await vi.advanceTimersByTimeAsync(800);
    expect(server.saves).toEqual(["short"]);
  });

  it("flushes at once", async () => {
    const keeper = open();
    keeper.edit({ text: "now" });
    expect((await keeper.flush()).phase).toBe("saved");
    expect(server.saves).toEqual(["now"]);
  });

  it("follows the server only when nothing would be lost", () => {
    const keeper = open();
    keeper.accept({ value: { text: "new" }, version: 5 });
    expect(keeper.snapshot().value.text).toBe("new");
    keeper.edit({ text: "mine" });
    keeper.accept({ value: { text: "newer" }, version: 6 });
    expect(keeper.snapshot().value.text).toBe("mine");
  });
});

it("compares as JSON, whatever the order of keys", () => {
  expect(same({ a: 1, b: { c: [1, 2], d: undefined } }, { b: { c: [1, 2] }, a: 1 })).toBe(true);
  expect(same({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
});
