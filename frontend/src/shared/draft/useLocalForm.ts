import { useState } from "react";
import { same } from "./keeper";
import { localCopies } from "./localCopy";

/**
 * A form that is saved by a button. What is typed is kept on this device until `clear`, so that a reload, a
 * sign-out or a lost connection takes nothing. `base` is the version it was begun on, 0 for something new.
 */
export function useLocalForm<T>(key: string, initial: T, base: number) {
  const copies = localCopies(localStorage);
  const [form, setForm] = useState(() => {
    const copy = copies.read<T>(key);
    if (!copy || same(copy.value, initial)) return { value: initial, base, restored: false };
    return { value: { ...initial, ...copy.value }, base: copy.base, restored: true };
  });
  return {
    ...form,
    /** Something differs from what was loaded. */
    changed: !same(form.value, initial),
    set(change: Partial<T>) {
      setForm((before) => {
        const value = { ...before.value, ...change };
        copies.write(key, { base: before.base, value, at: Date.now() });
        return { ...before, value };
      });
    },
    /** Goes on from another version, after a choice between mine and theirs. */
    rebase(value: T, version: number) {
      copies.write(key, { base: version, value, at: Date.now() });
      setForm({ value, base: version, restored: false });
    },
    /** Forgets the local copy: it is saved, or given up. */
    clear() {
      copies.remove(key);
    },
    /** Back to what was loaded. */
    reset() {
      copies.remove(key);
      setForm({ value: initial, base, restored: false });
    },
  };
}
