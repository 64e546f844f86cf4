import { useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";

/**
 * Sets the document's title, and returns what marks the heading as that of this page: after navigation it
 * takes the focus. Pages are mounted anew for each path, so that the mark stays true.
 */
export function usePageTitle(title: string) {
  const router = useRouter();
  const [path] = useState(() => router.latestLocation.pathname);
  useEffect(() => {
    document.title = `${title} – Splot`;
  }, [title]);
  return { tabIndex: -1, "data-page-title": path };
}
