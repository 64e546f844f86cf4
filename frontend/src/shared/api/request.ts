import { currentLanguage } from "../i18n/i18n";
import { asProblem, problemOf } from "./problem";

export type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>;

export interface Options {
  query?: Query;
  body?: unknown;
  /** The version the change was made on, for resources that carry one. */
  version?: number | string;
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

function headersOf(method: Method, { body, version }: Options): Headers {
  const headers = new Headers({ Accept: "application/json", "Accept-Language": currentLanguage() });
  if (method !== "GET") headers.set("X-Splot", "1");
  if (body !== undefined && !(body instanceof Blob)) headers.set("Content-Type", "application/json");
  if (version !== undefined) headers.set("If-Match", `"${version}"`);
  return headers;
}

/** Asks the API and returns the decoded body; anything but 2xx is thrown as a Problem. */
export async function request<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  const { body, query, signal } = options;
  let response: Response;
  try {
    response = await fetch(address(path, query), {
      method,
      headers: headersOf(method, options),
      body: body instanceof Blob ? body : body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      signal,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw asProblem(error);
  }
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
  put: <T>(path: string, body: unknown, options?: Options) => request<T>("PUT", path, { ...options, body }),
  patch: <T>(path: string, body: unknown, options?: Options) =>
    request<T>("PATCH", path, { ...options, body }),
  delete: <T>(path: string, options?: Options) => request<T>("DELETE", path, options),
};
