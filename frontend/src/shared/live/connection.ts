/** How the page stands with the server, as a person wants to know it. */
export type Connection =
  | { state: "online" }
  /** The line is being made again; requests still get through, or it has only just gone. */
  | { state: "connecting" }
  /** The server does not answer, since that moment. */
  | { state: "lost"; since: number }
  /** The device has no network. */
  | { state: "offline"; since: number };

/** A line that comes back within this time is not talked about: a server's restart, a change of network. */
const BLIP = 1_500;
/** After this long without any sign of life there is no connection, whatever is being tried. */
const LOST = 5_000;

const ONLINE: Connection = { state: "online" };

/**
 * The one rule by which the page says whether it is connected. It goes by what was really heard: frames of the
 * socket and answers to requests. The browser's own word (`navigator.onLine`) counts only against: it knows when
 * there is no network and not whether the server can be reached.
 */
export class ConnectionWatch {
  private readonly listeners = new Set<() => void>();
  private current: Connection = ONLINE;
  private networkGone = false;
  private lineOpen = false;
  /** The last sign of life before the line went; undefined while nothing is wrong. */
  private downSince: number | undefined;
  /** When the first sign of trouble came: the blip is counted from here. */
  private troubleAt = 0;
  private answered = false;
  private failed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly onLine: () => boolean = () => navigator.onLine) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): Connection => this.current;

  /** Nothing speaks against asking the server: a failed request may be tried again. */
  get good() {
    return this.downSince === undefined;
  }

  /** The socket is open and the server has said something on it. */
  lineUp() {
    this.lineOpen = true;
    this.networkGone = false;
    this.clear();
  }

  /** The socket is closed, or has been silent since `heardAt`. */
  lineDown(heardAt: number) {
    this.lineOpen = false;
    this.down(heardAt);
  }

  /** Something was answered over HTTP, whatever the answer was. */
  requestAnswered() {
    this.networkGone = false;
    this.failed = false;
    this.answered = true;
    if (this.lineOpen) this.clear();
    else if (this.downSince !== undefined) this.decide();
  }

  /** A request could not reach the server. While the line is open it is only a doubt. */
  requestFailed() {
    this.failed = true;
    this.answered = false;
    if (this.downSince !== undefined) this.decide();
  }

  networkDown() {
    this.networkGone = true;
    this.answered = false;
    this.down(Date.now());
  }

  networkUp() {
    this.networkGone = false;
    if (this.lineOpen) this.clear();
    else this.decide();
  }

  private down(since: number) {
    if (this.downSince === undefined) {
      this.downSince = since;
      this.troubleAt = Date.now();
      this.answered = false;
    }
    if (!this.onLine()) this.networkGone = true;
    this.decide();
  }

  private clear() {
    clearTimeout(this.timer);
    this.downSince = undefined;
    this.failed = this.answered = false;
    this.set(ONLINE);
  }

  /** Decides what is to be said now, and when to decide again. */
  private decide() {
    clearTimeout(this.timer);
    const since = this.downSince;
    if (since === undefined) return this.set(ONLINE);
    if (this.networkGone) return this.set({ state: "offline", since });
    const now = Date.now();
    if (!this.answered && this.failed) return this.set({ state: "lost", since });
    const quiet = BLIP - (now - this.troubleAt);
    if (this.current === ONLINE && quiet > 0) return this.later(quiet);
    const patience = LOST - (now - since);
    if (!this.answered && patience <= 0) return this.set({ state: "lost", since });
    this.set({ state: "connecting" });
    if (!this.answered) this.later(patience);
  }

  private later(milliseconds: number) {
    this.timer = setTimeout(() => this.decide(), milliseconds);
  }

  private set(next: Connection) {
    if (next.state === this.current.state) return;
    this.current = next;
    for (const listener of [...this.listeners]) listener();
  }
}

/** The page's connection. There is one, as there is one server. */
export const connection = new ConnectionWatch();
