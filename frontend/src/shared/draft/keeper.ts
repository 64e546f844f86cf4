import { asProblem, type Problem } from "../api/problem";
import type { LocalCopies } from "./localCopy";

/** A value as the server has it. */
export interface Versioned<T> {
  value: T;
  version: number;
}

export type DraftPhase =
  | "clean" // nothing typed since it was opened
  | "dirty" // typed, about to be saved
  | "saving"
  | "saved"
  | "offline" // not reached, kept on the device, tried again
  | "refused" // the server says what is wrong; tried again at the next change
  | "conflict"; // someone else saved: the person chooses

export interface DraftState<T> {
  value: T;
  version: number;
  phase: DraftPhase;
  /** When the server last confirmed, milliseconds. */
  savedAt?: number;
  /** Why it was refused. */
  problem?: Problem;
  /** What someone else saved, during a conflict. */
  theirs?: Versioned<T>;
  /** The value was found on this device, not on the server, when the draft was opened. */
  restored: boolean;
  /** When changes that someone saved meanwhile were last joined with these, milliseconds. */
  mergedAt?: number;
}

export interface KeeperOptions<T> {
  /** Names the local copy; includes the person, so that a shared device mixes nothing up. */
  key: string;
  server: Versioned<T>;
  /** Writes the value over that version; answers the new one. Throws a Problem with status 412 when stale. */
  save: (value: T, version: number) => Promise<Versioned<T>>;
  /** Reads what the server has now, after a stale save. */
  load: () => Promise<Versioned<T>>;
  /** Joins two changes of one value where they do not touch each other; undefined where the person has to choose. */
  merge?: (mine: T, theirs: T, base: T) => T | undefined;
  copies: LocalCopies;
  /** Quiet after the last change before it is saved, milliseconds. */
  delay?: number;
  now?: () => number;
}

const DELAY = 800;
const FIRST_RETRY = 2_000;
const LAST_RETRY = 30_000;
// Of attempts without an answer; an older one that arrived after all is taken for someone else's.
const MOST_SENT = 3;

/**
 * Keeps a draft: every change is on the device at once and on the server after a short quiet. One save
 * runs at a time and each is a compare-and-set, so that nobody's work is overwritten unseen.
 */
export class DraftKeeper<T> {
  private state: DraftState<T>;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | undefined;
  private retry = FIRST_RETRY;
  private closed = false;
  /** What was sent without an answer so far: the page went, or the connection. A version that holds it is ours. */
  private sent: T[] = [];
  /** What the server had in the state's version, from which the typing began; undefined where this device never saw it. */
  private base: T | undefined;
  private readonly options: KeeperOptions<T>;

  constructor(options: KeeperOptions<T>) {
    this.options = options;
    const { server, copies, key } = options;
    this.state = { value: server.value, version: server.version, phase: "clean", restored: false };
    this.base = server.value;
    const copy = copies.read<T>(key);
    if (!copy) return;
    if (same(copy.value, server.value)) {
      copies.remove(key);
      return;
    }
    this.sent = copy.sent ?? [];
    const own = copy.base === server.version || this.isOwn(server.value);
    const version = own ? server.version : copy.base;
    this.state = { ...this.state, value: copy.value, version, phase: "dirty", restored: true };
    this.base = own ? server.value : copy.from;
    if (own || this.join(server)) this.schedule(0);
    else this.state = { ...this.state, phase: "conflict", theirs: server };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): DraftState<T> => this.state;

  /** Something is not on the server yet. */
  get pending(): boolean {
    return this.state.phase !== "clean" && this.state.phase !== "saved";
  }

  /** Takes a change by the person. */
  edit(value: T) {
    this.keep(value);
    if (this.state.phase === "conflict") {
      this.set({ value });
      return;
    }
    this.set({ value, phase: this.running ? "saving" : "dirty", problem: undefined });
    this.schedule(this.options.delay ?? DELAY);
  }

  /** Saves now what is not saved yet, for example before submitting. Resolves when no save runs. */
  async flush(): Promise<DraftState<T>> {
    clearTimeout(this.timer);
    await this.running;
    if (this.state.phase === "dirty" || this.state.phase === "offline" || this.state.phase === "refused")
      await this.run();
    return this.state;
  }

  /** Takes what the server has, when nothing of the person's would be lost by it. */
  accept(server: Versioned<T>) {
    if (this.pending || server.version <= this.state.version) return;
    this.base = server.value;
    this.set({ value: server.value, version: server.version, restored: false });
  }

  /** Ends a conflict: the chosen value is saved over theirs, or theirs is taken. */
  resolve(choice: "theirs" | { value: T }) {
    const { theirs } = this.state;
    if (!theirs) return;
    this.base = theirs.value;
    if (choice === "theirs") {
      this.options.copies.remove(this.options.key);
      this.set({ ...theirs, phase: "clean", theirs: undefined, restored: false });
      return;
    }
    this.sent = [];
    this.set({ version: theirs.version, theirs: undefined, phase: "dirty", restored: false });
    this.edit(choice.value);
    this.schedule(0);
  }

  /** Tries again at once, for example when the network is back. */
  wake() {
    if (this.state.phase !== "offline") return;
    this.retry = FIRST_RETRY;
    this.schedule(0);
  }

  /** Starts what the constructor left waiting; the counterpart of close. */
  open() {
    this.closed = false;
    if (this.state.phase === "dirty") this.schedule(0);
  }

  /** Stops the timers. What is not saved stays on the device. */
  close() {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private schedule(delay: number) {
    clearTimeout(this.timer);
    if (!this.closed) this.timer = setTimeout(() => void this.run(), delay);
  }

  private async run() {
    if (this.running) {
      await this.running;
      if (this.state.phase !== "dirty") return;
    }
    this.running = this.saveOnce().finally(() => {
      this.running = undefined;
    });
    await this.running;
  }

  private async saveOnce() {
    const { value, version } = this.state;
    if (!this.isOwn(value)) this.sent = [...this.sent, value].slice(-MOST_SENT);
    this.keep(value);
    this.set({ phase: "saving" });
    try {
      this.saved(value, await this.options.save(value, version));
    } catch (error) {
      await this.failed(asProblem(error));
    }
  }

  private saved(sent: T, answer: Versioned<T>) {
    const { copies, key, now = Date.now } = this.options;
    this.retry = FIRST_RETRY;
    this.sent = [];
    this.base = answer.value;
    const savedAt = now();
    if (this.state.value === sent) {
      copies.remove(key);
      this.set({ version: answer.version, phase: "saved", savedAt, restored: false, problem: undefined });
      return;
    }
    // Typed on while the save was under way: the rest goes out over the new version.
    this.goOn(answer.version, savedAt);
    this.schedule(this.options.delay ?? DELAY);
  }

  private async failed(problem: Problem) {
    if (problem.stale) {
      await this.stale();
      return;
    }
    if (problem.passing || problem.status === 401) {
      this.set({ phase: "offline", problem });
      this.schedule(this.retry);
      this.retry = Math.min(this.retry * 2, LAST_RETRY);
      return;
    }
    this.set({ phase: "refused", problem });
  }

  private async stale() {
    try {
      const theirs = await this.options.load();
      if (same(theirs.value, this.state.value)) {
        this.options.copies.remove(this.options.key);
        this.sent = [];
        this.base = theirs.value;
        this.set({ ...theirs, phase: "saved", savedAt: (this.options.now ?? Date.now)() });
        return;
      }
      if (this.isOwn(theirs.value)) {
        this.sent = [];
        this.base = theirs.value;
        this.goOn(theirs.version, (this.options.now ?? Date.now)());
        this.schedule(0);
        return;
      }
      if (this.join(theirs)) {
        this.schedule(0);
        return;
      }
      this.set({ phase: "conflict", theirs });
    } catch (error) {
      await this.failed(asProblem(error));
    }
  }

  /** Puts what someone saved elsewhere into what is typed here, where the two do not touch each other. */
  private join(theirs: Versioned<T>): boolean {
    const { merge, now = Date.now } = this.options;
    const value = this.base === undefined ? undefined : merge?.(this.state.value, theirs.value, this.base);
    if (value === undefined) return false;
    this.base = theirs.value;
    this.sent = [];
    this.set({ value, version: theirs.version, phase: "dirty", theirs: undefined, mergedAt: now() });
    this.keep(value);
    return true;
  }

  /** Goes on typing over a version that this draft itself has made. */
  private goOn(version: number, savedAt: number) {
    this.set({ version, phase: "dirty", savedAt, restored: false });
    this.keep(this.state.value);
  }

  private isOwn(value: T): boolean {
    return this.sent.some((one) => same(one, value));
  }

  private keep(value: T) {
    const { copies, key, now = Date.now } = this.options;
    copies.write(key, { base: this.state.version, from: this.base, value, at: now(), sent: this.sent });
  }

  private set(change: Partial<DraftState<T>>) {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** Equal as JSON, whatever the order of keys. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
