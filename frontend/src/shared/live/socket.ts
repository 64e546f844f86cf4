import { backoff } from "./backoff";
import { comeBack, retryHint } from "./closing";
import { type ClientFrame, type Ev, type Init, readFrames, type ServerFrame, SUBPROTOCOL } from "./frames";

export type LiveState = "idle" | "connecting" | "open" | "waiting" | "stopped";

/** What a follower of a channel is told, in the channel's order. */
export interface Follower {
  onEntry: (entry: Ev) => void;
  /** The history is not told entry by entry: take `data`, or read the state over REST. */
  onSnapshot: (data: unknown) => void;
  /** The channel cannot be followed: forbidden, or gone. */
  onEnd?: (code: string) => void;
}

interface Channel {
  follower: Follower;
  /** Where the follower stands; unknown before the first answer. */
  epoch?: string;
  seq?: number;
}

export interface SocketOptions {
  url: string;
  /** Makes the connection; the browser's own by default. */
  create?: (url: string, protocol: string) => WebSocket;
  random?: () => number;
  /** The session has ended: sign in again. */
  onSignedOut?: () => void;
  /** The page speaks another version than the server. */
  onOutdated?: () => void;
  /** The connection was refused before it was open; perhaps nobody is signed in any more. */
  onRefused?: () => void;
  onState?: (state: LiveState) => void;
}

/** The server says something at least every 25 s; after this long a silence the connection is dead. */
const SILENCE = 60_000;
const LATER = 60_000;

/**
 * The one socket of a tab. It reconnects with backoff and full jitter, and resumes every channel from the
 * entry it saw last, so that a lost connection costs time and no entry.
 */
export class LiveSocket {
  private readonly options: SocketOptions;
  private readonly channels = new Map<string, Channel>();
  private socket: WebSocket | undefined;
  private state: LiveState = "idle";
  private attempt = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private silenceTimer: ReturnType<typeof setTimeout> | undefined;
  private heardAt = 0;

  constructor(options: SocketOptions) {
    this.options = options;
  }

  start() {
    if (this.state === "idle" || this.state === "stopped") this.connect();
  }

  /** Says goodbye; start begins anew and resumes. */
  stop() {
    clearTimeout(this.retryTimer);
    this.drop(1000);
    this.setState("stopped");
  }

  /** Follows a channel from now on, through every reconnection. Returns the way to stop. */
  follow(name: string, follower: Follower): () => void {
    const channel: Channel = { follower };
    this.channels.set(name, channel);
    if (this.state === "open") this.subscribe(name, channel);
    return () => {
      if (this.channels.get(name) !== channel) return;
      this.channels.delete(name);
      this.send({ type: "unsub", channel: name });
    };
  }

  /** The machine woke, the tab is looked at again, or the network is back: do not wait out the backoff. */
  wake() {
    if (this.state === "waiting") {
      this.attempt = 0;
      this.connect();
    } else if (this.state === "open" && Date.now() - this.heardAt > SILENCE / 2) {
      this.reconnect();
    }
  }

  private connect() {
    clearTimeout(this.retryTimer);
    this.setState("connecting");
    const { create = (url, protocol) => new WebSocket(url, protocol), url } = this.options;
    const socket = create(url, SUBPROTOCOL);
    let opened = false;
    this.socket = socket;
    socket.onopen = () => {
      opened = true;
      this.onOpen();
    };
    socket.onmessage = (event: MessageEvent) => this.onMessage(event.data);
    socket.onclose = (event: CloseEvent) => {
      if (this.socket !== socket) return;
      this.socket = undefined;
      if (!opened) this.options.onRefused?.();
      this.onClose(event.code, event.reason);
    };
  }

  private onOpen() {
    this.setState("open");
    this.hear();
    for (const [name, channel] of this.channels) this.subscribe(name, channel);
  }

  private onMessage(data: unknown) {
    this.hear();
    for (const frame of readFrames(data)) {
      const channel = this.channels.get(frame.channel);
      if (channel) this.take(frame, channel);
    }
  }

  private take(frame: ServerFrame, channel: Channel) {
    switch (frame.type) {
      case "init":
        this.attempt = 0;
        this.onInit(frame, channel);
        return;
      case "ev":
        this.onEntry(frame, channel);
        return;
      case "head":
        if (frame.epoch !== channel.epoch || frame.seq > (channel.seq ?? 0))
          this.subscribe(frame.channel, channel);
        return;
      case "end":
        this.channels.delete(frame.channel);
        channel.follower.onEnd?.(frame.code);
        return;
      default:
        // Acknowledgements and passing things belong to channels that are written to.
        return;
    }
  }

  private onInit(frame: Init, channel: Channel) {
    if (frame.mode === "snapshot") {
      channel.epoch = frame.epoch;
      channel.seq = frame.seq;
      channel.follower.onSnapshot(frame.data);
      return;
    }
    channel.epoch = frame.epoch;
    channel.seq ??= frame.seq - (frame.entries?.length ?? 0);
    for (const entry of frame.entries ?? []) this.onEntry(entry, channel);
    channel.seq = Math.max(channel.seq, frame.seq);
  }

  /** In order and once: a double is dropped, a gap or another epoch asks for what is missing. */
  private onEntry(entry: Ev, channel: Channel) {
    if (channel.epoch === undefined || channel.seq === undefined) return;
    if (entry.epoch !== channel.epoch || entry.seq > channel.seq + 1) {
      this.subscribe(entry.channel, channel);
      return;
    }
    if (entry.seq <= channel.seq) return;
    channel.seq = entry.seq;
    if (!entry.skip) channel.follower.onEntry(entry);
  }

  private subscribe(name: string, { epoch, seq }: Channel) {
    this.send(
      epoch === undefined ? { type: "sub", channel: name } : { type: "sub", channel: name, epoch, seq },
    );
  }

  private send(frame: ClientFrame) {
    if (this.state === "open") this.socket?.send(JSON.stringify(frame));
  }

  private onClose(code: number, reason: string) {
    clearTimeout(this.silenceTimer);
    switch (comeBack(code)) {
      case "no":
        return this.setState("stopped");
      case "signIn":
        this.setState("stopped");
        return this.options.onSignedOut?.();
      case "reload":
        this.setState("stopped");
        return this.options.onOutdated?.();
      case "later":
        return this.wait(LATER / 2 + backoff(10, this.options.random));
      case "yes":
        return this.wait(retryHint(reason) ?? backoff(this.attempt, this.options.random));
    }
  }

  private wait(milliseconds: number) {
    this.attempt++;
    this.setState("waiting");
    this.retryTimer = setTimeout(() => this.connect(), milliseconds);
  }

  private hear() {
    this.heardAt = Date.now();
    clearTimeout(this.silenceTimer);
    this.silenceTimer = setTimeout(() => this.reconnect(), SILENCE);
  }

  private reconnect() {
    this.drop(1000);
    this.connect();
  }

  private drop(code: number) {
    clearTimeout(this.silenceTimer);
    const socket = this.socket;
    this.socket = undefined;
    if (socket) socket.close(code);
  }

  private setState(state: LiveState) {
    if (this.state === state) return;
    this.state = state;
    this.options.onState?.(state);
  }
}
