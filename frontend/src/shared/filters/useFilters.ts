import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { type Search, valueOf, valuesOf } from "./search";

/** The filters of a list, which live in the address. Changing one replaces the address, so "back" leaves the list. */
export function useFilters() {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const set = useCallback(
    (change: Search) => {
      void navigate({
        to: ".",
        search: ((before: Search) => ({ ...before, ...change })) as never,
        replace: true,
        resetScroll: false,
        // The heading keeps no focus: the person is still in the filter.
        state: (before) => ({ ...before, keepFocus: true }),
      });
    },
    [navigate],
  );
  return {
    search,
    set,
    value: (key: string) => valueOf(search, key),
    values: (key: string) => valuesOf(search, key),
  };
}
