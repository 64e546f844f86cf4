import { type InfiniteData, infiniteQueryOptions, type QueryKey } from "@tanstack/react-query";
import { api, type Query } from "./request";

/** One page of a list; `next` is the cursor of the following page, absent on the last. */
export interface Page<T> {
  items: T[];
  next?: string;
  /** How many there are altogether, where the server counts. */
  total?: number;
}

/** The query of a list that is read page by page. */
export function listQuery<T>(key: QueryKey, path: string, query: Query = {}) {
  return infiniteQueryOptions<Page<T>, Error, InfiniteData<Page<T>>, QueryKey, string | undefined>({
    queryKey: [...key, query],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<T>>(path, { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next || undefined,
  });
}

/** All items read so far. */
export function itemsOf<T>(data: InfiniteData<Page<T>> | undefined): T[] {
  return data?.pages.flatMap((page) => page.items ?? []) ?? [];
}
