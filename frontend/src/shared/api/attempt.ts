/** How long after an answer the same request still counts as the same click, milliseconds. */
const SAME_CLICK = 2_000;

/** What was sent and not yet forgotten: the key of the attempt and, unless it failed, its answer. */
const attempts = new Map<string, { key: string; answer?: Promise<unknown> }>();

/** A random name; randomUUID exists on secure pages only, and an office may run Splot on plain http. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/**
 * Sends a request under the key of its attempt. Two clicks are one attempt: the second gets the answer of the first and
 * sends nothing. So is trying again after a connection that broke, when nobody knows whether the first request arrived:
 * it is sent with the same key, and the server makes one thing.
 */
export function attempt<T>(what: string, send: (key: string) => Promise<T>): Promise<T> {
  const now = attempts.get(what) ?? { key: newKey() };
  attempts.set(what, now);
  now.answer ??= send(now.key).then(
    (answer) => {
      setTimeout(() => attempts.delete(what), SAME_CLICK);
      return answer;
    },
    (error: unknown) => {
      now.answer = undefined;
      throw error;
    },
  );
  return now.answer as Promise<T>;
}
