import {
  IconArrowsLeftRight,
  IconBuildingFactory2,
  IconClipboardCheck,
  IconFileText,
  IconHome,
  IconSearch,
  IconServerCog,
  IconUsersGroup,
  IconTopologyStar3,
} from "@tabler/icons-react";
import { can, hasRole, type Session } from "@/shared/api/session";

export type PlaceName =
  | "home"
  | "matches"
  | "ownEntries"
  | "entries"
  | "queue"
  | "projects"
  | "organisations"
  | "clusters"
  | "search"
  | "platform";

export interface Place {
  name: PlaceName;
  to: string;
  icon: typeof IconHome;
}

const PLACES: Record<PlaceName, Place> = {
  home: { name: "home", to: "/", icon: IconHome },
  matches: { name: "matches", to: "/matches", icon: IconArrowsLeftRight },
  ownEntries: { name: "ownEntries", to: "/entries", icon: IconFileText },
  entries: { name: "entries", to: "/entries", icon: IconFileText },
  queue: { name: "queue", to: "/queue", icon: IconClipboardCheck },
  projects: { name: "projects", to: "/projects", icon: IconUsersGroup },
  organisations: { name: "organisations", to: "/organisations", icon: IconBuildingFactory2 },
  clusters: { name: "clusters", to: "/clusters", icon: IconTopologyStar3 },
  search: { name: "search", to: "/search", icon: IconSearch },
  platform: { name: "platform", to: "/platform/matching", icon: IconServerCog },
};

/** How many places the rail has room for. */
export const RAIL_PLACES = 7;

/** All places by the person's roles, most used first; what the rail has no room for is in the menu. */
export function placesFor(session: Session): Place[] {
  const represents = hasRole(session, "representative");
  const manages = hasRole(session, "manager");
  const queue = manages || hasRole(session, "auditor");
  const wanted: (PlaceName | false)[] = [
    "home",
    (represents || manages) && "matches",
    represents ? "ownEntries" : "entries",
    queue && "queue",
    can(session, "project.list") && "projects",
    "organisations",
    "clusters",
    "search",
    can(session, "match.rematch") && "platform",
  ];
  const names = wanted.filter((name) => name !== false);
  // Clusters are visited least, so they give way.
  if (names.length > RAIL_PLACES) names.push(...names.splice(names.indexOf("clusters"), 1));
  return names.map((name) => PLACES[name]);
}

/** The places of the bottom bar on a phone: the first five; the rest are in the menu. */
export const BAR_PLACES = 5;
