import { live as clusters } from "@/features/clusters/live";
import { live as entries } from "@/features/entries/live";
import { live as home } from "@/features/home/live";
import { live as matches } from "@/features/matches/live";
import { live as notifications } from "@/features/notifications/live";
import { live as organisations } from "@/features/organisations/live";
import { live as projects } from "@/features/projects/live";
import { live as queue } from "@/features/queue/live";
import { live as watches } from "@/features/watches/live";
import { live as gap } from "@/shared/gap/live";
import { gather, type Live } from "@/shared/live/invalidation";

/** What the shell itself shows: the rail has places by the person's roles. */
const shell: Live = { person: [["session"]] };

/** What each change makes stale, in every feature. */
export const LIVE = gather(
  shell,
  home,
  matches,
  entries,
  queue,
  organisations,
  clusters,
  projects,
  watches,
  notifications,
  gap,
);
