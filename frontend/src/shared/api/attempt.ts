/** How long after an answer the same request still counts as the same click, milliseconds. */
const SAME_CLICK = 2_000;

const keys = new Map<string, string>();

/** A random name; randomUUID exists on secure pages only, and an office may run Splot on plain http. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/**
 * Sends a request under the key of its attempt. The same request has the same key until it was answered well, and a
 * moment longer: so two clicks are one attempt, and so is trying again after a connection that broke, when nobody knows
 * whether the first request arrived.
 */
export async function attempt<T>(what: string, send: (key: string) => Promise<T>): Promise<T> {
  const key = keys.get(what) ?? newKey();
  keys.set(what, key);
  const answer = await send(key);
  setTimeout(() => {
    if (keys.get(what) === key) keys.delete(what);
  }, SAME_CLICK);
  return answer;
}
