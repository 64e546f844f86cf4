import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PAUSE, UndoQueue } from "./undoQueue";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ids = (items: { id: string }[]) => items.map(({ id }) => id);

function queue() {
  const ran: string[] = [];
  const made = new UndoQueue<{ id: string }>((item) => {
    ran.push(item.id);
    return Promise.resolve();
  });
  return { made, ran };
}

it("lets a thing go after the pause", async () => {
  const { made, ran } = queue();
  made.add({ id: "a" });
  expect(ids(made.snapshot().gone)).toEqual(["a"]);
  await vi.advanceTimersByTimeAsync(PAUSE - 1);
  expect(ran).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(ran).toEqual(["a"]);
  expect(made.snapshot()).toEqual({ gone: [], undoable: [] });
});

it("takes back what has not gone", async () => {
  const { made, ran } = queue();
  made.add({ id: "a" });
  made.add({ id: "b" });
  made.undo("a");
  expect(ids(made.snapshot().undoable)).toEqual(["b"]);
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(ran).toEqual(["b"]);
});

it("lets everything go when the page is left, each once", async () => {
  const { made, ran } = queue();
  made.add({ id: "a" });
  made.add({ id: "a" });
  made.flush();
  made.flush();
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(ran).toEqual(["a"]);
});

it("hides a thing until it has gone, and cannot take it back meanwhile", async () => {
  let done = () => {};
  const made = new UndoQueue<{ id: string }>(() => new Promise<void>((resolve) => (done = resolve)));
  made.add({ id: "a" });
  made.flush();
  made.undo("a");
  expect(made.snapshot()).toEqual({ gone: [{ id: "a" }], undoable: [] });
  done();
  await vi.advanceTimersByTimeAsync(0);
  expect(made.snapshot().gone).toEqual([]);
});

it("shows again what could not be done", async () => {
  const made = new UndoQueue<{ id: string }>(() => Promise.reject(new Error("no")).catch(() => undefined));
  made.add({ id: "a" });
  await vi.advanceTimersByTimeAsync(PAUSE);
  expect(made.snapshot().gone).toEqual([]);
});
