import {
  IconArrowsLeftRight,
  IconBuildingFactory2,
  IconClipboardCheck,
  IconFileText,
  IconHome,
  IconSearch,
  IconServerCog,
  IconTopologyStar3,
} from "@tabler/icons-react";
import { can, hasRole, type Session } from "@/shared/api/session";

export type PlaceName =
  | "home"
  | "matches"
  | "ownEntries"
  | "entries"
  | "queue"
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
  organisations: { name: "organisations", to: "/organisations", icon: IconBuildingFactory2 },
  clusters: { name: "clusters", to: "/clusters", icon: IconTopologyStar3 },
  search: { name: "search", to: "/search", icon: IconSearch },
  platform: { name: "platform", to: "/platform/matching", icon: IconServerCog },
};

/** The places of the rail, most used first: five to seven, by what the person's roles work with. */
export function placesFor(session: Session): Place[] {
  const represents = hasRole(session, "representative");
  const manages = hasRole(session, "manager");
  const queue = manages || hasRole(session, "auditor");
  const administers = can(session, "match.rematch");
  const names: (PlaceName | false)[] = [
    "home",
    (represents || manages) && "matches",
    represents ? "ownEntries" : "entries",
    queue && "queue",
    "organisations",
    !(administers && queue) && "clusters", // no more than seven
    "search",
    administers && "platform",
  ];
  return names.filter((name) => name !== false).map((name) => PLACES[name]);
}

/** The places of the bottom bar on a phone: the first five; the rest are in the menu. */
export const BAR_PLACES = 5;
