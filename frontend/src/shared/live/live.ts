import { createContext, useContext, useEffect, useRef } from "react";
import type { Follower, LiveSocket } from "./socket";

/** The tab's socket; absent outside the signed-in part. */
export const LiveContext = createContext<LiveSocket | undefined>(undefined);

/** Follows a channel while the component is shown. */
export function useChannel(name: string | undefined, follower: Follower) {
  const socket = useContext(LiveContext);
  const latest = useRef(follower);
  useEffect(() => {
    latest.current = follower;
  });
  useEffect(() => {
    if (!socket || !name) return;
    return socket.follow(name, {
      onEntry: (entry) => latest.current.onEntry(entry),
      onSnapshot: (data) => latest.current.onSnapshot(data),
      onEnd: (code) => latest.current.onEnd?.(code),
    });
  }, [socket, name]);
}

/** Where the browser connects: the page's own origin. */
export function liveAddress(location: Location = window.location): string {
  return `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/api/live`;
}
