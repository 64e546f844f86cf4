import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { signedOut } from "@/shared/api/request";
import { sessionQuery } from "@/shared/api/session";
import { applyInbox, readInbox } from "@/shared/live/inbox";
import { LiveContext, liveAddress, useChannel } from "@/shared/live/live";
import { LiveSocket } from "@/shared/live/socket";

/** The event on `window` when the server speaks another version than this page. */
export const OUTDATED = "splot:outdated";

/** Keeps the tab's socket open for its children, and the cache fresh by what it tells. */
export function Live({ person, children }: { person: string; children: ReactNode }) {
  const queryClient = useQueryClient();
  const [socket] = useState(
    () =>
      new LiveSocket({
        url: liveAddress(),
        onSignedOut: signedOut,
        onOutdated: () => window.dispatchEvent(new Event(OUTDATED)),
        onRefused: () => void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      }),
  );
  useEffect(() => {
    socket.start();
    const wake = () => document.visibilityState === "visible" && socket.wake();
    window.addEventListener("online", wake);
    window.addEventListener("pageshow", wake);
    document.addEventListener("visibilitychange", wake);
    return () => {
      window.removeEventListener("online", wake);
      window.removeEventListener("pageshow", wake);
      document.removeEventListener("visibilitychange", wake);
      socket.stop();
    };
  }, [socket]);
  return (
    <LiveContext value={socket}>
      <Inbox person={person} />
      {children}
    </LiveContext>
  );
}

/** Follows the person's own inbox. */
function Inbox({ person }: { person: string }) {
  const queryClient = useQueryClient();
  useChannel(`inbox:${person}`, {
    onEntry: ({ ops }) => {
      for (const event of readInbox(ops)) void applyInbox(queryClient, event);
    },
    // Too much was missed, or nothing is known yet: whatever is on screen is read again.
    onSnapshot: () =>
      void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "codes" }),
  });
  return null;
}
