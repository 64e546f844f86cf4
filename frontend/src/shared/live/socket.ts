import { backoff } from "./backoff";
import { comeBack, retryHint } from "./closing";
import { Following, type Follower } from "./following";
import { type ClientFrame, readFrames, SUBPROTOCOL } from "./frames";
import { Pulse } from "./pulse";

export type { Follower } from "./following";

type LiveState = "idle" | "connecting" | "open" | "waiting" | "stopped";

export interface SocketOptions {
  url: string;
  /** Makes the connection; the browser's own by default. */
  create?: (url: string, protocol: string) => WebSocket;
  random?: () => number;
  visible?: () => boolean;
  /** The session has ended: sign in again. */
  onSignedOut?: () => void;
  /** The page speaks another version than the server. */
  onOutdated?: () => void;
  /** The connection was refused before it was open; perhaps nobody is signed in any more. */
  onRefused?: () => void;
  /** The line has been open and is not any more; the server was last heard at that time. */
  onDown?: (heardAt: number) => void;
  /** The server speaks on the line: for the first time, or after it was lost or doubted. */
  onUp?: () => void;
}

/** A server that accepts a connection and then says nothing does not keep a page waiting longer. */
const CONNECT_WITHIN = 8_000;
const LATER = 60_000;

/**
 * The one socket of a tab. It reconnects with backoff and full jitter, and resumes every channel from the
 * entry it saw last, so that a lost connection costs time and no entry.
 */
export class LiveSocket {
  private readonly channels = new Map<string, Following>();
  private readonly pulse: Pulse;
  private socket: WebSocket | undefined;
  private state: LiveState = "idle";
  private spoken = false;
  private heardAt = Date.now();
  private attempt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: SocketOptions) {
    this.pulse = new Pulse({
      ping: () => this.send({ type: "ping", t: Date.now() }),
      onDead: () => this.reconnect(),
      visible: options.visible,
    });
  }

  start() {
    if (this.state === "idle" || this.state === "stopped") this.connect();
  }

  /** Says goodbye; start begins anew and resumes. */
  stop() {
    clearTimeout(this.timer);
    this.spoken = false; // leaving is no loss
    this.drop();
    this.state = "stopped";
  }

  /** Follows a channel from now on, beside others who follow it. Returns the way to stop. */
  follow(name: string, follower: Follower): () => void {
    let channel = this.channels.get(name);
    if (!channel) {
      channel = new Following(name, this.send, this.options.random);
      this.channels.set(name, channel);
      if (this.state === "open") channel.ask();
    }
    channel.add(follower);
    return () => this.leave(name, follower);
  }

  private leave(name: string, follower: Follower) {
    const channel = this.channels.get(name);
    channel?.remove(follower);
    if (!channel?.abandoned) return;
    channel.interrupt();
    this.channels.delete(name);
    this.send({ type: "unsub", channel: name });
  }

  /** The tab is looked at, the network is back, a request got through: do not wait out the backoff. */
  wake() {
    if (this.state === "waiting") {
      this.attempt = 0;
      this.connect();
    }
    this.doubt();
  }

  /** A request failed or waits long: ask a line that seems open whether it lives. */
  doubt() {
    if (this.state !== "open") return;
    this.spoken = false;
    this.pulse.probe();
  }

  private connect() {
    clearTimeout(this.timer);
    this.state = "connecting";
    const { create = (url, protocol) => new WebSocket(url, protocol), url } = this.options;
    const socket = create(url, SUBPROTOCOL);
    this.socket = socket;
    this.timer = setTimeout(() => this.giveUp(socket), CONNECT_WITHIN);
    socket.onopen = () => this.socket === socket && this.onOpen();
    socket.onmessage = (event: MessageEvent) => this.socket === socket && this.onMessage(event.data);
    socket.onclose = (event: CloseEvent) => this.socket === socket && this.onClose(event.code, event.reason);
  }

  private giveUp(socket: WebSocket) {
    if (this.socket !== socket) return;
    this.drop();
    this.wait(backoff(this.attempt, this.options.random));
  }

  private onOpen() {
    clearTimeout(this.timer);
    this.state = "open";
    this.pulse.start();
    for (const channel of this.channels.values()) channel.ask();
  }

  private onMessage(data: unknown) {
    this.pulse.hear();
    this.heardAt = Date.now();
    this.attempt = 0;
    if (!this.spoken) {
      this.spoken = true;
      this.options.onUp?.();
    }
    for (const frame of readFrames(data)) {
      if (frame.type === "pong") continue;
      const channel = this.channels.get(frame.channel);
      if (channel && !channel.take(frame)) this.channels.delete(frame.channel);
    }
  }

  private readonly send = (frame: ClientFrame): boolean => {
    if (this.state !== "open" || !this.socket) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  };

  private onClose(code: number, reason: string) {
    const refused = this.state === "connecting";
    if (!refused) this.heardAt = Date.now();
    this.socket = undefined;
    this.drop();
    if (refused) this.options.onRefused?.();
    switch (comeBack(code)) {
      case "no":
        this.state = "stopped";
        return;
      case "signIn":
        this.state = "stopped";
        return this.options.onSignedOut?.();
      case "reload":
        this.state = "stopped";
        return this.options.onOutdated?.();
      case "later":
        return this.wait(LATER / 2 + backoff(10, this.options.random));
      case "yes":
        return this.wait(retryHint(reason) ?? backoff(this.attempt, this.options.random));
    }
  }

  private wait(milliseconds: number) {
    this.attempt++;
    this.state = "waiting";
    this.down();
    this.timer = setTimeout(() => this.connect(), milliseconds);
  }

  /** The line is silent: the first try is at once. */
  private reconnect() {
    this.drop();
    this.down();
    this.connect();
  }

  private down() {
    this.spoken = false;
    this.options.onDown?.(this.heardAt);
  }

  private drop() {
    clearTimeout(this.timer);
    this.pulse.stop();
    for (const channel of this.channels.values()) channel.interrupt();
    const socket = this.socket;
    this.socket = undefined;
    if (socket) socket.close(1000);
  }
}
