import { currentLanguage } from "../i18n/i18n";
import { attempt } from "./attempt";
import { asProblem, problemOf } from "./problem";

export type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>;

export interface Options {
  query?: Query;
  body?: unknown;
  /** The version the change was made on, for resources that carry one. */
  version?: number | string;
  /** Names the attempt at making something: sent again, the server answers what the first request made. */
  attempt?: string;
  signal?: AbortSignal;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

const listeners = new Set<() => void>();

/** Calls back whenever the server says that nobody is signed in. Returns the way to stop. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says to the listeners that the session has ended. */
export function signedOut() {
  for (const listener of listeners) listener();
}

/** What requests tell of the connection: answered, whatever the answer; not reached; or waiting for long. */
export type Traffic = "answered" | "failed" | "slow";

const watchers = new Set<(what: Traffic) => void>();

/** Calls back for every request. Returns the way to stop. */
export function onTraffic(watcher: (what: Traffic) => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function traffic(what: Traffic) {
  for (const watcher of watchers) watcher(what);
}

/** A request that takes longer is a reason to ask whether the connection lives, milliseconds. */
const SLOW = 3_000;
/** How long a request may take at most: a server that hangs answers nobody. Files take what they take. */
const READ_WITHIN = 30_000;
const READ_WITHIN_LOST = 4_000;
const WRITE_WITHIN = 60_000;
const FILE_WITHIN = 600_000;

const reads = new Set<AbortController>();
let lost = false;

/**
 * The connection is taken for lost, or is there again. While it is lost nobody waits long for what is read: what
 * waits is given up, and later reading has little time.
 */
export function presumeLost(now: boolean) {
  lost = now;
  if (lost) for (const read of [...reads]) read.abort(new TypeError("connection lost"));
}

/** Fetches with a limit; what is given up here fails like what cannot be reached. */
async function reach(url: string, init: RequestInit & { method: Method }): Promise<Response> {
  const reading = init.method === "GET";
  const limit = new AbortController();
  const { signal } = init;
  const within = reading
    ? lost
      ? READ_WITHIN_LOST
      : READ_WITHIN
    : init.body instanceof Blob
      ? FILE_WITHIN
      : WRITE_WITHIN;
  const slow = setTimeout(() => traffic("slow"), SLOW);
  const late = setTimeout(() => limit.abort(new TypeError("no answer")), within);
  const cancel = () => limit.abort(signal?.reason);
  if (signal?.aborted) cancel();
  signal?.addEventListener("abort", cancel);
  if (reading) reads.add(limit);
  try {
    return await fetch(url, { ...init, signal: limit.signal });
  } finally {
    clearTimeout(slow);
    clearTimeout(late);
    signal?.removeEventListener("abort", cancel);
    reads.delete(limit);
  }
}

/** "/api" + path with the query; empty values are left out, lists repeat their key. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") search.append(key, String(one));
    }
  }
  const text = search.toString();
  return `/api${path}${text ? `?${text}` : ""}`;
}

function headersOf(method: Method, { body, version, attempt }: Options): Headers {
  const headers = new Headers({ Accept: "application/json", "Accept-Language": currentLanguage() });
  if (method !== "GET") headers.set("X-Splot", "1");
  if (body !== undefined && !(body instanceof Blob)) headers.set("Content-Type", "application/json");
  if (attempt !== undefined) headers.set("Idempotency-Key", attempt);
  if (version !== undefined) headers.set("If-Match", `"${version}"`);
  return headers;
}

/** A proxy's own answers for a server behind it that is not there; ours says why, in a problem document. */
const GATEWAY = new Set([502, 504]);

/** Asks the API and returns the decoded body; anything but 2xx is thrown as a Problem. */
export async function request<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  const { body, query, signal } = options;
  let response: Response;
  try {
    response = await reach(address(path, query), {
      method,
      headers: headersOf(method, options),
      body: body instanceof Blob ? body : body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      signal,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    traffic("failed");
    throw asProblem(error);
  }
  traffic(GATEWAY.has(response.status) ? "failed" : "answered");
  if (!response.ok) {
    if (response.status === 401) signedOut();
    throw await problemOf(response);
  }
  if (response.status === 204 || response.headers.get("Content-Length") === "0") return undefined as T;
  return (await response.json()) as T;
}

export const api = {
  get: <T>(path: string, options?: Options) => request<T>("GET", path, options),
  post: <T>(path: string, body?: unknown, options?: Options) =>
    request<T>("POST", path, { ...options, body: body ?? {} }),
  /** Posts what makes something, once: a double click or a repetition after a failure is the same attempt. */
  create: <T>(path: string, body: unknown, options?: Options) =>
    attempt(`${path} ${JSON.stringify(body)}`, (key) =>
      request<T>("POST", path, { ...options, body, attempt: key }),
    ),
  put: <T>(path: string, body: unknown, options?: Options) => request<T>("PUT", path, { ...options, body }),
  patch: <T>(path: string, body: unknown, options?: Options) =>
    request<T>("PATCH", path, { ...options, body }),
  delete: <T>(path: string, options?: Options) => request<T>("DELETE", path, options),
};
