const KEY = "splot.reloaded";

/** The address of the program that this page runs; another one after an update of the server. */
function program(): string {
  return document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? "";
}

/** How long one attempt counts: long enough to break a circle, short enough for the next lost connection. */
const COUNTS = 60_000;

/**
 * Loads the page anew; false where that has just been tried for this version of the program, so that a server that
 * is half updated does not make a page reload for ever.
 */
export function reloadOnce(reload: () => void = () => location.reload()): boolean {
  const now = Date.now();
  try {
    const [at, before] = (sessionStorage.getItem(KEY) ?? "").split(" ");
    if (before === program() && now - Number(at) < COUNTS) return false;
    sessionStorage.setItem(KEY, `${now} ${program()}`);
  } catch {
    return false; // without a memory it might go on for ever
  }
  reload();
  return true;
}
