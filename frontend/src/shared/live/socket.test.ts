import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { backoff } from "./backoff";
import { comeBack, retryHint } from "./closing";
import { type ClientFrame, readFrames } from "./frames";
import { LiveSocket, type SocketOptions } from "./socket";

const testdata = resolve(import.meta.dirname, "../../../../realtime/testdata");
const fixture = (name: string) => JSON.parse(readFileSync(`${testdata}/frames/${name}.json`, "utf8"));

/** The browser's side of a connection, driven by the test as the server. */
class Peer {
  static all: Peer[] = [];
  readonly sent: ClientFrame[] = [];
  closed: number | undefined;
  onopen = () => {};
  onmessage: (event: { data: string }) => void = () => {};
  onclose: (event: { code: number; reason: string }) => void = () => {};

  constructor() {
    Peer.all.push(this);
  }
  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  close(code: number) {
    this.closed = code;
  }
  says(...frames: unknown[]) {
    this.onmessage({ data: JSON.stringify(frames) });
  }
  cuts(code = 1006, reason = "") {
    this.onclose({ code, reason });
  }
}

const last = () => Peer.all.at(-1) as Peer;

/** What was sent to the server besides pings. */
const sent = () => last().sent.filter(({ type }) => type !== "ping");

function start(options: Partial<SocketOptions> = {}) {
  const seen: unknown[] = [];
  const socket = new LiveSocket({
    url: "/api/live",
    create: () => new Peer() as never,
    random: () => 1,
    visible: () => true,
    ...options,
  });
  socket.follow("inbox:p1", {
    onEntry: ({ seq }) => seen.push(seq),
    onSnapshot: () => seen.push("reload"),
    onEnd: (code) => seen.push(code),
  });
  socket.start();
  last().onopen();
  return { socket, seen };
}

const ev = (seq: number, more = {}) => ({
  type: "ev",
  channel: "inbox:p1",
  epoch: "e1",
  seq,
  ops: [{}],
  ...more,
});
const snapshot = { type: "init", channel: "inbox:p1", epoch: "e1", seq: 41, mode: "snapshot", serverTime: 0 };

beforeEach(() => {
  vi.useFakeTimers();
  Peer.all = [];
});
afterEach(() => vi.useRealTimers());

describe("LiveSocket", () => {
  it("subscribes as the fixtures say, first and when it resumes", () => {
    start();
    expect(last().sent).toEqual([fixture("client-sub-first")]);
    last().says(snapshot);
    last().cuts();
    vi.advanceTimersByTime(1_000);
    last().onopen();
    expect(last().sent).toEqual([fixture("client-sub-resume")]);
  });

  it("tells what was missed, once and in order, and leaves out what is not for this reader", () => {
    const { seen } = start();
    last().says(snapshot, fixture("server-init-entries"), ev(43), ev(44), ev(42));
    expect(seen).toEqual(["reload", 42, 44]);
  });

  it("asks for what is missing when there is a gap", () => {
    const { seen } = start();
    last().says(snapshot, ev(44));
    expect(seen).toEqual(["reload"]);
    expect(last().sent.at(-1)).toEqual(fixture("client-sub-resume"));
  });

  it("asks when the head is further than it has read", () => {
    start();
    last().says(snapshot, fixture("server-head"));
    expect(last().sent).toHaveLength(2);
    last().says(fixture("server-init-entries"), ev(44), fixture("server-head"));
    expect(last().sent).toHaveLength(2);
  });

  it("starts over when the epoch changed", () => {
    const { seen } = start();
    last().says(snapshot, ev(42, { epoch: "e2" }));
    expect(last().sent).toHaveLength(2);
    last().says({ ...snapshot, epoch: "e2", seq: 5 }, ev(6, { epoch: "e2" }));
    expect(seen).toEqual(["reload", "reload", 6]);
  });

  it("stops following what it may not see", () => {
    const { seen } = start();
    last().says({ ...fixture("server-end"), channel: "inbox:p1" });
    expect(seen).toEqual(["forbidden"]);
    last().cuts();
    vi.advanceTimersByTime(1_000);
    last().onopen();
    expect(last().sent).toEqual([]);
  });

  it("waits longer after each failure, and not at all when woken", () => {
    const { socket } = start();
    for (const wait of [1_000, 2_000, 4_000]) {
      const before = Peer.all.length;
      last().cuts();
      vi.advanceTimersByTime(wait - 1);
      expect(Peer.all).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(Peer.all).toHaveLength(before + 1);
    }
    const before = Peer.all.length;
    last().cuts();
    socket.wake();
    expect(Peer.all).toHaveLength(before + 1);
  });

  it("asks once for a gap, however many entries show it", () => {
    const { seen } = start();
    last().says(snapshot, ev(44), ev(45), ev(46), fixture("server-head"));
    expect(sent()).toHaveLength(2);
    last().says(fixture("server-init-entries"), ev(44), ev(45), ev(46), ev(48));
    expect(seen).toEqual(["reload", 42, 44, 45, 46]);
    expect(sent()).toHaveLength(3);
  });

  it("asks again, ever later, for what the server could not look up", () => {
    const { seen } = start();
    for (const wait of [1_000, 2_000, 4_000]) {
      const before = sent().length;
      last().says(fixture("server-end-unavailable"));
      vi.advanceTimersByTime(wait - 1);
      expect(sent()).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(sent()).toHaveLength(before + 1);
    }
    last().says(snapshot, ev(42));
    expect(seen).toEqual(["reload", 42]);
    last().says(fixture("server-end-unavailable"));
    vi.advanceTimersByTime(1_000);
    expect(sent().at(-1)).toEqual({ ...fixture("client-sub-resume"), seq: 42 });
  });

  it("subscribes again to an unavailable channel on the next line too", () => {
    start();
    last().says(snapshot, fixture("server-end-unavailable"));
    last().cuts();
    vi.advanceTimersByTime(1_000);
    last().onopen();
    expect(sent()).toEqual([fixture("client-sub-resume")]);
    vi.advanceTimersByTime(9_000);
    expect(sent()).toHaveLength(1);
  });

  it("tells all who follow a channel, and one that leaves does not silence the others", () => {
    const { socket, seen } = start();
    last().says(snapshot);
    const other: unknown[] = [];
    const leave = socket.follow("inbox:p1", {
      onEntry: ({ seq }) => other.push(seq),
      onSnapshot: () => other.push("reload"),
    });
    last().says(ev(42));
    leave();
    leave();
    last().says(ev(43));
    expect(seen).toEqual(["reload", 42, 43]);
    expect(other).toEqual(["reload", 42]);
    expect(sent()).toEqual([fixture("client-sub-first")]);
  });

  it("takes leave of a channel when the last one does", () => {
    const { socket } = start();
    socket.follow("inbox:p2", { onEntry: () => {}, onSnapshot: () => {} })();
    expect(sent().slice(1)).toEqual([
      { type: "sub", channel: "inbox:p2" },
      { type: "unsub", channel: "inbox:p2" },
    ]);
  });

  it("pings while it is looked at, as the fixture says", () => {
    vi.setSystemTime(fixture("client-ping").t - 10_000);
    start();
    vi.advanceTimersByTime(10_000);
    expect(last().sent.at(-1)).toEqual(fixture("client-ping"));
    last().says(fixture("server-pong"));
    vi.advanceTimersByTime(10_000);
    expect(Peer.all).toHaveLength(1);
    expect(last().sent.filter(({ type }) => type === "ping")).toHaveLength(2);
  });

  it("does not ping while it is hidden, and waits longer for a word", () => {
    start({ visible: () => false });
    vi.advanceTimersByTime(59_000);
    expect(last().sent).toHaveLength(1);
    expect(Peer.all).toHaveLength(1);
    vi.advanceTimersByTime(1_000);
    expect(Peer.all).toHaveLength(2);
  });

  it("takes a silent connection for dead after 15 seconds", () => {
    start();
    last().says(snapshot);
    vi.advanceTimersByTime(14_000);
    expect(Peer.all).toHaveLength(1);
    vi.advanceTimersByTime(1_000);
    expect(Peer.all).toHaveLength(2);
    expect(Peer.all[0]?.closed).toBe(1000);
  });

  it.each(["wake", "doubt"] as const)("%s gives an open line three seconds", (ask) => {
    const { socket } = start();
    socket[ask]();
    expect(last().sent.at(-1)?.type).toBe("ping");
    last().says({ ...fixture("server-pong") });
    vi.advanceTimersByTime(5_000);
    expect(Peer.all).toHaveLength(1);
    socket[ask]();
    socket[ask]();
    vi.advanceTimersByTime(2_000);
    expect(Peer.all).toHaveLength(1);
    vi.advanceTimersByTime(1_000);
    expect(Peer.all).toHaveLength(2);
  });

  it("asks after a sleep instead of counting it as silence", () => {
    start();
    vi.setSystemTime(Date.now() + 3_600_000);
    vi.advanceTimersByTime(1_000);
    expect(last().sent.at(-1)?.type).toBe("ping");
    expect(Peer.all).toHaveLength(1);
    vi.advanceTimersByTime(3_000);
    expect(Peer.all).toHaveLength(2);
  });

  it("gives up a connection that does not come about, and hears nothing of it any more", () => {
    const { seen } = start();
    last().cuts();
    vi.advanceTimersByTime(1_000);
    const hanging = last();
    vi.advanceTimersByTime(8_000);
    expect(hanging.closed).toBe(1000);
    vi.advanceTimersByTime(2_000);
    expect(Peer.all).toHaveLength(3);
    hanging.onopen();
    hanging.says(snapshot);
    expect(seen).toEqual([]);
  });

  it("comes back when a leaving server says", () => {
    start();
    last().cuts(4000, '{"name":"go_away","retryMs":7000}');
    vi.advanceTimersByTime(6_999);
    expect(Peer.all).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(Peer.all).toHaveLength(2);
  });

  it("asks to sign in when the session ended, and does not come back", () => {
    const onSignedOut = vi.fn();
    start({ onSignedOut });
    last().cuts(4001);
    vi.advanceTimersByTime(120_000);
    expect(onSignedOut).toHaveBeenCalledOnce();
    expect(Peer.all).toHaveLength(1);
  });

  it("stops for good when told to, and resumes when started", () => {
    const { socket } = start();
    last().says(snapshot);
    socket.stop();
    vi.advanceTimersByTime(120_000);
    expect(Peer.all).toHaveLength(1);
    socket.start();
    last().onopen();
    expect(last().sent).toEqual([fixture("client-sub-resume")]);
  });
});

describe("frames", () => {
  const names = readdirSync(`${testdata}/frames`).filter((name) => name.startsWith("server-"));

  it.each(names)("reads %s as the server wrote it", (name) => {
    const frame = fixture(name.replace(".json", ""));
    expect(readFrames(JSON.stringify([frame]))).toEqual([frame]);
  });

  it.each(["", "null", "3", '[{"type":"new"}]', "[[]]", "{"])("leaves out %s", (message) => {
    expect(readFrames(message)).toEqual([]);
  });
});

describe("closing", () => {
  const table = JSON.parse(readFileSync(`${testdata}/close.json`, "utf8")) as {
    code: number;
    name: string;
    comeBack: string;
  }[];

  it.each(table)("$code $name: $comeBack", ({ code, name, comeBack: want }) => {
    expect(comeBack(code)).toBe(name === "session_ended" ? "signIn" : want);
  });

  it("comes back after a code it does not know", () => {
    expect(comeBack(1006)).toBe("yes");
  });

  it.each([
    ['{"name":"go_away","retryMs":7000}', 7000],
    ['{"retryMs":9999999}', 60_000],
    ['{"retryMs":-1}', undefined],
    ["", undefined],
  ])("reads the hint of %s", (reason, want) => {
    expect(retryHint(reason)).toBe(want);
  });
});

it("spreads the waits over the whole interval, bounded", () => {
  expect(backoff(0, () => 0)).toBe(0);
  expect(backoff(3, () => 0.5)).toBe(4_000);
  expect(backoff(99, () => 1)).toBe(15_000);
});
