// The frames of subprotocol splot.v1, as realtime/frame.go has them. The client sends one frame a message;
// the server sends an array of frames. Both sides test against realtime/testdata/frames.

export const SUBPROTOCOL = "splot.v1";

export type ClientFrame =
  | { type: "sub"; channel: string; epoch?: string; seq?: number }
  | { type: "unsub"; channel: string }
  | { type: "op"; channel: string; client: string; cseq: number; base: number; ops: unknown[] }
  | { type: "eph"; channel: string; data: unknown }
  | { type: "ping"; t: number };

/** One entry of a channel. With `skip` it is not for this reader and only keeps seq dense. */
export interface Ev {
  type: "ev";
  channel: string;
  epoch: string;
  seq: number;
  by?: string;
  ops?: unknown;
  skip?: boolean;
}

/** The answer to sub: what was missed, or the state at `seq`; a snapshot without data is read over REST. */
export interface Init {
  type: "init";
  channel: string;
  epoch: string;
  seq: number;
  mode: "entries" | "snapshot";
  entries?: Ev[];
  data?: unknown;
  serverTime: number;
}

/** Answers a ping; it belongs to the line, not to a channel. */
export interface Pong {
  type: "pong";
  t: number;
  serverTime: number;
}

export type ChannelFrame =
  | Init
  | Ev
  | { type: "head"; channel: string; epoch: string; seq: number }
  | { type: "ack"; channel: string; cseq: number; seq: number; canon?: unknown }
  | { type: "nack"; channel: string; cseq?: number; code: string; reason?: string }
  | { type: "eph"; channel: string; by?: string; data: unknown }
  | { type: "end"; channel: string; code: string };

export type ServerFrame = ChannelFrame | Pong;

const TYPES = new Set(["init", "ev", "head", "ack", "nack", "eph", "end"]);

function isFrame(value: unknown): value is ServerFrame {
  if (typeof value !== "object" || value === null) return false;
  const { type, channel, t } = value as { type?: unknown; channel?: unknown; t?: unknown };
  if (type === "pong") return typeof t === "number";
  return typeof type === "string" && TYPES.has(type) && typeof channel === "string";
}

/** Reads a message. What is no frame of this version is left out: a newer server may say more. */
export function readFrames(message: unknown): ServerFrame[] {
  if (typeof message !== "string") return [];
  try {
    const value: unknown = JSON.parse(message);
    return (Array.isArray(value) ? value : [value]).filter(isFrame);
  } catch {
    return [];
  }
}
