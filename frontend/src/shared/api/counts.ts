import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "./request";

const MOST = 100;

/**
 * How many of something each of these has, by id; what one may not know is missing. One request for a whole page of a
 * list, which does not wait for it. `of` is "entries", by organisations, or "matches", by entries.
 */
export function useCounts(of: "entries" | "matches", ids: string[], enabled = true): Map<string, number> {
  const { data } = useQuery({
    queryKey: [of, "counts", ids],
    queryFn: async ({ signal }) => {
      const chunks = Array.from({ length: Math.ceil(ids.length / MOST) }, (_, at) =>
        ids.slice(at * MOST, (at + 1) * MOST),
      );
      const key = of === "entries" ? "organisation" : "entry";
      const pages = await Promise.all(
        chunks.map((chunk) =>
          api.get<{ items: { id: string; count: number }[] }>(`/counts/${of}`, {
            query: { [key]: chunk },
            signal,
          }),
        ),
      );
      return pages.flatMap(({ items }) => items);
    },
    enabled: enabled && ids.length > 0,
    placeholderData: keepPreviousData,
  });
  return new Map(data?.map(({ id, count }) => [id, count]));
}
