import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { readAbout, unreadQuery } from "@/features/notifications/api";
import { useConnection } from "@/shared/live/useConnection";
import { type Shown, shownAt } from "./place";

/** A page has to be looked at for so long before what it shows counts as seen, milliseconds. */
const SEEN = 1_000;

/**
 * Marks as read what the present page is about, on all devices, while it is looked at: also what comes while it is
 * open. Without anything unread nothing is asked.
 */
export function SeenPlace() {
  const queryClient = useQueryClient();
  const { pathname, search } = useLocation();
  const { data: unread = 0 } = useQuery(unreadQuery);
  const { state } = useConnection();
  const shown = shownAt(pathname, search);
  const { place, id } = shown ?? {};
  useEffect(() => {
    if (!place || unread === 0 || state !== "online") return;
    const timer = setInterval(() => {
      const loaded = document.querySelector("main [data-page-title]");
      if (document.visibilityState !== "visible" || !loaded) return;
      clearInterval(timer);
      const about: Shown = { place, id: place === "cluster" ? clusterId(id) : id };
      // The mark stays until a later visit where this fails; nothing else depends on it.
      void readAbout(about)
        .then(() => queryClient.invalidateQueries({ queryKey: unreadQuery.queryKey }))
        .catch(() => {});
    }, SEEN);
    const clusterId = (slug = "") => queryClient.getQueryData<{ id: string }>(["clusters", slug])?.id ?? slug;
    return () => clearInterval(timer);
  }, [place, id, unread, state, queryClient]);
  return null;
}
