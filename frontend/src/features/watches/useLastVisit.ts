import { useEffect, useState } from "react";
import { localCopies } from "@/shared/draft/localCopy";

/** When this place was last left on this device, milliseconds; the first visit finds everything new. */
export function useLastVisit(place: string): number {
  const copies = localCopies(localStorage);
  const key = `seen:${place}`;
  const [before] = useState(() => copies.read<null>(key)?.at ?? 0);
  useEffect(() => {
    const leave = () => localCopies(localStorage).write(key, { base: 0, value: null, at: Date.now() });
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [key]);
  return before;
}
