import { OFFLINE, Problem } from "../api/problem";
import { connection } from "../live/connection";
import { reloadOnce } from "./reload";

/** A part of the program that is loaded when it is first needed, or ahead of that. */
export interface Loadable<T> {
  /** Loads it, once. Without a connection it fails as a Problem; where it is gone, the page is loaded anew. */
  (): Promise<T>;
  /** Loads it before anybody needs it: nothing happens where that fails. */
  ahead(): Promise<void>;
  /** What was loaded; undefined before. */
  readonly now: T | undefined;
}

const all = new Set<Loadable<unknown>>();

/**
 * Makes a part loadable. A part that failed once cannot be relied on any more in this page: browsers and the
 * bundler's loader remember failures (the style sheet of a second try is left out), so the page is loaded anew as
 * soon as the server can be reached. What people typed is on the device by then.
 */
export function loadable<T>(load: () => Promise<T>): Loadable<T> {
  let part: T | undefined;
  let failed = false;
  let running: Promise<T> | undefined;
  const get = async () => {
    if (part !== undefined) return part;
    if (failed) throw new Error("this part failed before");
    running ??= load();
    try {
      return (part = await running);
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  const result: Loadable<T> = Object.assign(
    () =>
      get().catch(async (error: unknown) => {
        throw await explain(error);
      }),
    {
      ahead: () =>
        get().then(
          () => {},
          () => {},
        ),
      now: undefined,
    },
  );
  Object.defineProperty(result, "now", { get: () => part });
  all.add(result);
  return result;
}

/** Why a part could not be loaded; it does not return where the page is being loaded anew. */
async function explain(error: unknown): Promise<unknown> {
  if (!(connection.good && (await reachable()))) return new Problem(0, { code: OFFLINE });
  if (reloadOnce()) return new Promise(() => {});
  return error;
}

/** Whether the server answers now: a page that is loaded anew without it would be the browser's error page. */
export async function reachable(): Promise<boolean> {
  try {
    const limit = AbortSignal.timeout(4_000);
    return (await fetch("/livez", { cache: "no-store", signal: limit })).ok;
  } catch {
    return false;
  }
}

/** Whether the reader asked for as little traffic as possible. */
function sparing(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}

const idle = (): Promise<void> =>
  new Promise((done) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(() => done(), { timeout: 2_000 });
    else setTimeout(done, 200);
  });

/**
 * Loads all parts while nothing else is to do, one after the other, so that the whole program stays usable without
 * a connection and through an update of the server. It stops where the connection is lost: a failure would be
 * remembered.
 */
export async function loadAhead() {
  if (sparing()) return;
  for (const part of all) {
    await idle();
    if (!connection.good) return;
    await part.ahead();
  }
}
