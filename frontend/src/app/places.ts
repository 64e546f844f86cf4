import {
  IconArrowsLeftRight,
  IconBuildingFactory2,
  IconClipboardCheck,
  IconFileText,
  IconFiles,
  IconHome,
  IconServerCog,
  IconUsersGroup,
  IconTopologyStar3,
} from "@tabler/icons-react";
import { can, hasRole, ownClusters, type Session } from "@/shared/api/session";

export type PlaceName =
  | "home"
  | "cluster"
  | "matches"
  | "ownEntries"
  | "entries"
  | "clusterEntries"
  | "queue"
  | "projects"
  | "organisations"
  | "clusters"
  | "platform";

export interface Place {
  name: PlaceName;
  to: string;
  search?: Record<string, string>;
  icon: typeof IconHome;
}

const PLACES: Record<PlaceName, Place> = {
  home: { name: "home", to: "/", icon: IconHome },
  cluster: { name: "cluster", to: "/clusters", icon: IconTopologyStar3 },
  matches: { name: "matches", to: "/matches", icon: IconArrowsLeftRight },
  ownEntries: { name: "ownEntries", to: "/entries", icon: IconFileText },
  entries: { name: "entries", to: "/entries", icon: IconFileText },
  clusterEntries: { name: "clusterEntries", to: "/entries", icon: IconFiles },
  queue: { name: "queue", to: "/queue", icon: IconClipboardCheck },
  projects: { name: "projects", to: "/projects", icon: IconUsersGroup },
  organisations: { name: "organisations", to: "/organisations", icon: IconBuildingFactory2 },
  clusters: { name: "clusters", to: "/clusters", icon: IconTopologyStar3 },
  platform: { name: "platform", to: "/platform/matching", icon: IconServerCog },
};

/** How many places the rail has room for; what is beyond is in the account's menu. Search is in the top bar. */
export const RAIL_PLACES = 7;

/** How many places a phone's bottom bar has room for; of more it shows four, and the others behind "more". */
export const BAR_PLACES = 5;

/** All places by the person's roles, most used first. */
export function placesFor(session: Session): Place[] {
  const represents = hasRole(session, "representative");
  const manages = hasRole(session, "manager");
  const wanted: (PlaceName | false)[] = [
    "home",
    manages && "cluster",
    can(session, "match.rematch") && !manages && "clusters",
    (manages || hasRole(session, "auditor")) && "queue",
    (represents || manages) && "matches",
    represents ? "ownEntries" : "entries",
    represents && manages && "clusterEntries",
    can(session, "project.list") && "projects",
    "organisations",
    !manages && !can(session, "match.rematch") && "clusters",
    can(session, "match.rematch") && "platform",
  ];
  const own = ownClusters(session, "manager");
  const [first] = own;
  return wanted
    .filter((name) => name !== false)
    .map((name) => {
      const place = PLACES[name];
      if (name === "cluster" && first && own.length === 1) return { ...place, to: `/clusters/${first.slug}` };
      if (name === "clusterEntries" && first) return { ...place, search: { cluster: first.id } };
      return place;
    });
}

/** Whether a page belongs to a place. A review is the queue's, although its address is an entry's. */
export function isAt(place: Place, pathname: string, cluster: string): boolean {
  const review = /^\/entries\/[^/]+\/review$/.test(pathname);
  const ofCluster = pathname === "/entries" && cluster !== "";
  switch (place.name) {
    case "home":
      return pathname === "/";
    case "queue":
      return review || pathname === "/queue";
    case "clusterEntries":
      return ofCluster;
    case "ownEntries":
      return !review && !ofCluster && under("/entries", pathname);
    case "entries":
      return !review && under("/entries", pathname);
    case "platform":
      return under("/platform", pathname);
  }
  return under(place.to, pathname);
}

const under = (path: string, pathname: string) => pathname === path || pathname.startsWith(`${path}/`);
