import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { DraftKeeper, type KeeperOptions } from "./keeper";
import { localCopies } from "./localCopy";

type Options<T> = Omit<KeeperOptions<T>, "copies" | "now">;

/**
 * A draft that saves itself. The key decides which draft it is; a new `server` value of the same draft is
 * taken while nothing is pending. `save` and `load` are read once, when the draft is opened.
 */
export function useDraft<T>(options: Options<T>) {
  const [keeper, setKeeper] = useState(() => open(options));
  if (keeper.key !== options.key) setKeeper(open(options));
  const state = useSyncExternalStore(keeper.subscribe, keeper.snapshot);

  const { value, version } = options.server;
  useEffect(() => keeper.accept({ value, version }), [keeper, value, version]);

  useEffect(() => {
    keeper.open();
    const wake = () => keeper.wake();
    // Leaving the page: what is typed is on the device already; the server gets it if there is time.
    const leave = () => void keeper.flush();
    window.addEventListener("online", wake);
    document.addEventListener("visibilitychange", leave);
    return () => {
      window.removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", leave);
      void keeper.flush().finally(() => keeper.close());
    };
  }, [keeper]);

  return useMemo(
    () => ({
      ...state,
      edit: (next: T) => keeper.edit(next),
      /** Changes what is there at the moment of the call, however old the caller is. */
      update: (change: (value: T) => T) => keeper.edit(change(keeper.snapshot().value)),
      flush: () => keeper.flush(),
      resolve: (choice: "theirs" | { value: T }) => keeper.resolve(choice),
    }),
    [state, keeper],
  );
}

class KeyedKeeper<T> extends DraftKeeper<T> {
  readonly key: string;
  constructor(options: KeeperOptions<T>) {
    super(options);
    this.key = options.key;
  }
}

function open<T>(options: Options<T>): KeyedKeeper<T> {
  return new KeyedKeeper({ ...options, copies: localCopies(localStorage) });
}
