import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { onTraffic, signedOut } from "@/shared/api/request";
import { clustersOf, represented, sessionQuery, useSession } from "@/shared/api/session";
import { keepProgram } from "@/shared/lazy/keeper";
import { loadAhead } from "@/shared/lazy/loadable";
import { readChanges, resourceOf } from "@/shared/live/changes";
import { connection } from "@/shared/live/connection";
import { Invalidator } from "@/shared/live/invalidation";
import { LiveContext, liveAddress, useChannel } from "@/shared/live/live";
import { LiveSocket } from "@/shared/live/socket";
import { LIVE } from "./live";

/** The event on `window` when the server speaks another version than this page. */
export const OUTDATED = "splot:outdated";
const WAKE = "splot:wake";

/** Tries to connect now instead of after the backoff. */
export function wakeLive() {
  window.dispatchEvent(new Event(WAKE));
}

/** Keeps the tab's socket open for its children, and the cache fresh by what it tells. */
export function Live({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const [socket] = useState(
    () =>
      new LiveSocket({
        url: liveAddress(),
        onSignedOut: signedOut,
        onOutdated: () => window.dispatchEvent(new Event(OUTDATED)),
        onRefused: () => void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey, exact: true }),
        onUp: () => connection.lineUp(),
        onDown: (heardAt) => connection.lineDown(heardAt),
      }),
  );
  const [invalidator] = useState(() => new Invalidator(queryClient, LIVE));
  useEffect(() => {
    socket.start();
    const stopWaking = keepAwake(socket);
    return () => {
      stopWaking();
      socket.stop();
      invalidator.stop();
    };
  }, [socket, invalidator]);
  useEffect(() => void keepProgram().then(loadAhead), []);
  return (
    <LiveContext value={socket}>
      <Scopes invalidator={invalidator} />
      {children}
    </LiveContext>
  );
}

/** Wakes the socket whenever there is reason to look whether the line is there. */
function keepAwake(socket: LiveSocket): () => void {
  const wake = () => document.visibilityState === "visible" && socket.wake();
  const offline = () => socket.doubt();
  window.addEventListener("online", wake);
  window.addEventListener("focus", wake);
  window.addEventListener("pageshow", wake);
  window.addEventListener("offline", offline);
  window.addEventListener(WAKE, wake);
  document.addEventListener("visibilitychange", wake);
  const stopTraffic = onTraffic((what) => {
    if (what !== "answered") socket.doubt();
    else if (!connection.good) socket.wake();
  });
  return () => {
    window.removeEventListener("online", wake);
    window.removeEventListener("focus", wake);
    window.removeEventListener("pageshow", wake);
    window.removeEventListener("offline", offline);
    window.removeEventListener(WAKE, wake);
    document.removeEventListener("visibilitychange", wake);
    stopTraffic();
  };
}

/** Follows the person's own inbox, and what happens in the organisations and clusters of their roles. */
function Scopes({ invalidator }: { invalidator: Invalidator }) {
  const session = useSession();
  const names = [
    `inbox:${session.person.id}`,
    ...represented(session).map((id) => `org:${id}`),
    ...clustersOf(session, "manager").map((id) => `cluster:${id}`),
  ];
  return names.map((name) => <Scope key={name} name={name} invalidator={invalidator} />);
}

function Scope({ name, invalidator }: { name: string; invalidator: Invalidator }) {
  useChannel(name, {
    onEntry: ({ ops }) => {
      for (const change of readChanges(ops)) invalidator.changed(resourceOf(change));
    },
    // Too much was missed, or nothing is known yet.
    onSnapshot: () => invalidator.everything(),
  });
  return null;
}
