/** How often a page that is looked at asks for a sign of life, and how long it may be without any. */
const PING_EVERY = 10_000;
const SILENT = 15_000;
/** Nobody waits at a hidden page; the server says something at least every 25 s anyway. */
const SILENT_HIDDEN = 60_000;
/** How long a line in doubt has for its answer. */
const PROBE = 3_000;
/** A beat that comes this late means that the machine slept. */
const SLEPT = 20_000;
const BEAT = 1_000;

export interface PulseOptions {
  ping: () => void;
  /** The line is dead; said once. */
  onDead: () => void;
  visible?: () => boolean;
}

/**
 * Tells whether a line still lives. `readyState` proves nothing (a laptop that slept reports an open socket, a
 * server that hangs too) and a browser cannot see the protocol's own pings, so the page asks for itself.
 */
export class Pulse {
  private timer: ReturnType<typeof setInterval> | undefined;
  private beatAt = 0;
  private heardAt = 0;
  private pingedAt = 0;
  private probedAt: number | undefined;

  constructor(private readonly options: PulseOptions) {}

  start() {
    this.stop();
    this.beatAt = this.heardAt = this.pingedAt = Date.now();
    this.probedAt = undefined;
    this.timer = setInterval(() => this.beat(), BEAT);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** The server has said something, whatever it was. */
  hear() {
    this.heardAt = Date.now();
    this.probedAt = undefined;
  }

  /** Something gives reason to doubt the line: it has to answer soon. */
  probe() {
    if (this.timer === undefined || this.probedAt !== undefined) return;
    this.probedAt = Date.now();
    this.ping();
  }

  private beat() {
    const now = Date.now();
    const slept = now - this.beatAt > SLEPT;
    this.beatAt = now;
    if (slept) {
      this.hear(); // nobody listened meanwhile: the silence counts from now
      return this.probe();
    }
    const visible = this.options.visible?.() ?? document.visibilityState === "visible";
    const silent = now - this.heardAt >= (visible ? SILENT : SILENT_HIDDEN);
    if (silent || (this.probedAt !== undefined && now - this.probedAt >= PROBE)) {
      this.stop();
      return this.options.onDead();
    }
    if (visible && now - this.pingedAt >= PING_EVERY) this.ping();
  }

  private ping() {
    this.pingedAt = Date.now();
    this.options.ping();
  }
}
