import { backoff } from "./backoff";
import type { ChannelFrame, ClientFrame, Ev, Init } from "./frames";

/** What a follower of a channel is told, in the channel's order. */
export interface Follower {
  onEntry: (entry: Ev) => void;
  /** The history is not told entry by entry: take `data`, or read the state over REST. */
  onSnapshot: (data: unknown) => void;
  /** The channel cannot be followed: forbidden, or gone. */
  onEnd?: (code: string) => void;
}

/** The server could not look just now. Every other code of `end` is for good. */
const UNAVAILABLE = "unavailable";

/**
 * One followed channel of a tab: everybody in the tab who follows it, where they stand in it, and whether the
 * server has been asked. There is one question at a time, however many entries show the same gap.
 */
export class Following {
  private readonly followers = new Set<Follower>();
  private epoch: string | undefined;
  private seq: number | undefined;
  private asked = false;
  private refusals = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly name: string,
    /** Sends, or returns false where there is no open line: the channel is asked for when there is one. */
    private readonly send: (frame: ClientFrame) => boolean,
    private readonly random: () => number = Math.random,
  ) {}

  get abandoned() {
    return this.followers.size === 0;
  }

  /** Who comes later than the first answer has missed what came before, and reads the state. */
  add(follower: Follower) {
    this.followers.add(follower);
    if (this.seq !== undefined) follower.onSnapshot(undefined);
  }

  remove(follower: Follower) {
    this.followers.delete(follower);
  }

  /** Asks for what came since the last entry, unless that has been asked and not answered. */
  ask() {
    if (this.asked) return;
    clearTimeout(this.retry);
    const { name: channel, epoch, seq } = this;
    this.asked = this.send(
      epoch === undefined ? { type: "sub", channel } : { type: "sub", channel, epoch, seq },
    );
  }

  /** The line is gone, and with it what was asked. */
  interrupt() {
    clearTimeout(this.retry);
    this.asked = false;
  }

  /** Takes a frame of the channel; false when the channel has ended for good. */
  take(frame: ChannelFrame): boolean {
    switch (frame.type) {
      case "init":
        this.asked = false;
        this.refusals = 0;
        this.onInit(frame);
        return true;
      case "ev":
        this.onEntry(frame);
        return true;
      case "head":
        if (this.seq !== undefined && (frame.epoch !== this.epoch || frame.seq > this.seq)) this.ask();
        return true;
      case "end":
        return this.onEnd(frame.code);
      default:
        // Acknowledgements and passing things belong to channels that are written to.
        return true;
    }
  }

  private onInit(frame: Init) {
    this.epoch = frame.epoch;
    if (frame.mode === "snapshot") {
      this.seq = frame.seq;
      this.each(({ onSnapshot }) => onSnapshot(frame.data));
      return;
    }
    this.seq ??= frame.seq - (frame.entries?.length ?? 0);
    for (const entry of frame.entries ?? []) this.onEntry(entry);
    this.seq = Math.max(this.seq, frame.seq);
  }

  /** In order and once: a double is dropped, a gap or another epoch asks for what is missing. */
  private onEntry(entry: Ev) {
    if (this.epoch === undefined || this.seq === undefined) return;
    if (entry.epoch !== this.epoch || entry.seq > this.seq + 1) return this.ask();
    if (entry.seq <= this.seq) return;
    this.seq = entry.seq;
    if (!entry.skip) this.each(({ onEntry }) => onEntry(entry));
  }

  /** What the server could not look up now is asked again, ever later; the rest is told and over. */
  private onEnd(code: string): boolean {
    this.asked = false;
    if (code === UNAVAILABLE) {
      clearTimeout(this.retry);
      this.retry = setTimeout(() => this.ask(), backoff(this.refusals++, this.random));
      return true;
    }
    this.interrupt();
    this.each(({ onEnd }) => onEnd?.(code));
    return false;
  }

  /** A follower may leave while all are told. */
  private each(tell: (follower: Follower) => void) {
    for (const follower of [...this.followers]) tell(follower);
  }
}
