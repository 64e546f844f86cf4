interface Waiting<T> {
  item: T;
  /** Running while it can still be taken back. */
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** How long something deleted can be taken back, milliseconds. */
export const PAUSE = 8_000;

/**
 * Things that go after a pause in which they can be taken back. What is done for each is `run`; until it has ended
 * the thing counts as gone.
 */
export class UndoQueue<T extends { id: string }> {
  #waiting = new Map<string, Waiting<T>>();
  #listeners = new Set<() => void>();
  #shown: { gone: T[]; undoable: T[] } = { gone: [], undoable: [] };
  #run: (item: T) => Promise<unknown>;
  #pause: number;

  constructor(run: (item: T) => Promise<unknown>, pause = PAUSE) {
    this.#run = run;
    this.#pause = pause;
  }

  /** Hides the thing and lets it go after the pause. */
  add(item: T) {
    if (this.#waiting.has(item.id)) return;
    const timer = setTimeout(() => this.#go(item.id), this.#pause);
    this.#waiting.set(item.id, { item, timer });
    this.#changed();
  }

  /** Takes it back, where it has not gone yet. */
  undo(id: string) {
    const waiting = this.#waiting.get(id);
    if (!waiting?.timer) return;
    clearTimeout(waiting.timer);
    this.#waiting.delete(id);
    this.#changed();
  }

  /** Lets everything go at once, for example because the page is left. */
  flush() {
    for (const [id, { timer }] of this.#waiting) if (timer) this.#go(id);
  }

  /** What counts as gone, and what of it can still be taken back; the same object until something changes. */
  snapshot = () => this.#shown;

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #go(id: string) {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    waiting.timer = undefined;
    this.#changed();
    void this.#run(waiting.item).finally(() => {
      this.#waiting.delete(id);
      this.#changed();
    });
  }

  #changed() {
    const all = [...this.#waiting.values()];
    this.#shown = {
      gone: all.map(({ item }) => item),
      undoable: all.filter(({ timer }) => timer !== undefined).map(({ item }) => item),
    };
    for (const listener of this.#listeners) listener();
  }
}
