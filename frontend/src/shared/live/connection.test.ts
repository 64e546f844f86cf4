import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ConnectionWatch } from "./connection";

const NOW = Date.UTC(2026, 10, 29, 14, 32);
let onLine = true;

function open() {
  const watch = new ConnectionWatch(() => onLine);
  watch.lineUp();
  return watch;
}
const state = (watch: ConnectionWatch) => watch.snapshot().state;

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(NOW);
  onLine = true;
});
afterEach(() => vi.useRealTimers());

describe("ConnectionWatch", () => {
  it("says nothing of a line that comes back at once", () => {
    const watch = open();
    const told = vi.fn();
    watch.subscribe(told);
    watch.lineDown(Date.now());
    vi.advanceTimersByTime(1_400);
    watch.lineUp();
    vi.runAllTimers();
    expect(told).not.toHaveBeenCalled();
  });

  it("says within seconds that it connects, then that there is no connection, since when", () => {
    const watch = open();
    watch.lineDown(Date.now());
    vi.advanceTimersByTime(1_500);
    expect(state(watch)).toBe("connecting");
    vi.advanceTimersByTime(3_500);
    expect(watch.snapshot()).toEqual({ state: "lost", since: NOW });
    watch.lineDown(Date.now()); // further tries change nothing
    expect(watch.snapshot()).toEqual({ state: "lost", since: NOW });
    watch.lineUp();
    expect(state(watch)).toBe("online");
  });

  it("says at once that a request failed while the line is down", () => {
    const watch = open();
    watch.lineDown(Date.now());
    watch.requestFailed();
    expect(state(watch)).toBe("lost");
  });

  it("takes a failed request on an open line for a doubt only", () => {
    const watch = open();
    watch.requestFailed();
    vi.runAllTimers();
    expect(state(watch)).toBe("online");
    watch.lineDown(Date.now());
    expect(state(watch)).toBe("lost");
  });

  it("dates a silent line from when it was last heard", () => {
    const watch = open();
    watch.lineDown(NOW - 15_000);
    vi.advanceTimersByTime(1_500);
    expect(watch.snapshot()).toEqual({ state: "lost", since: NOW - 15_000 });
  });

  it("does not call lost what answers over HTTP", () => {
    const watch = open();
    watch.lineDown(Date.now());
    vi.advanceTimersByTime(6_000);
    expect(state(watch)).toBe("lost");
    watch.requestAnswered();
    expect(state(watch)).toBe("connecting");
    vi.advanceTimersByTime(60_000);
    expect(state(watch)).toBe("connecting");
  });

  it("believes the browser that there is no network, until something is heard", () => {
    const watch = open();
    watch.networkDown();
    expect(watch.snapshot()).toEqual({ state: "offline", since: NOW });
    watch.requestAnswered();
    expect(state(watch)).toBe("online");
    watch.networkDown();
    watch.lineUp();
    expect(state(watch)).toBe("online");
  });

  it("goes from offline to what is true when the network is back", () => {
    const watch = open();
    watch.networkDown();
    watch.lineDown(Date.now());
    watch.networkUp();
    expect(state(watch)).toBe("connecting");
    vi.advanceTimersByTime(5_000);
    expect(state(watch)).toBe("lost");
    watch.lineUp();
    expect(state(watch)).toBe("online");
  });

  it("knows a line that went with the network", () => {
    const watch = open();
    onLine = false;
    watch.lineDown(Date.now());
    expect(state(watch)).toBe("offline");
  });

  it("allows trying again only while nothing is wrong", () => {
    const watch = open();
    expect(watch.good).toBe(true);
    watch.lineDown(Date.now());
    expect(watch.good).toBe(false);
  });
});
