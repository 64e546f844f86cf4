/** What of a draft is kept on the device until the server has it. */
export interface LocalCopy<T> {
  /** The server's version that the change was made on. */
  base: number;
  /** What the server had in that version; older copies lack it. */
  from?: T;
  value: T;
  /** When it was typed, milliseconds. */
  at: number;
  /** What was sent without an answer so far; the server may have it. */
  sent?: T[];
}

const PREFIX = "splot-draft:";

/** Local copies in localStorage: they survive reload, sign-out, a crash and being offline. */
export interface LocalCopies {
  read<T>(key: string): LocalCopy<T> | undefined;
  /** Returns false where the device keeps nothing (full, or storage switched off). */
  write<T>(key: string, copy: LocalCopy<T>): boolean;
  remove(key: string): void;
}

export function localCopies(storage: Pick<Storage, "getItem" | "setItem" | "removeItem">): LocalCopies {
  return {
    read<T>(key: string) {
      try {
        const text = storage.getItem(PREFIX + key);
        return text === null ? undefined : (JSON.parse(text) as LocalCopy<T>);
      } catch {
        return undefined;
      }
    },
    write(key, copy) {
      try {
        storage.setItem(PREFIX + key, JSON.stringify(copy));
        return true;
      } catch {
        return false;
      }
    },
    remove(key) {
      try {
        storage.removeItem(PREFIX + key);
      } catch {
        // Nothing is kept, so nothing is left behind.
      }
    },
  };
}
