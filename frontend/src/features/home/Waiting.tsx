import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Anchor } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import type { Page } from "@/shared/api/list";
import type { EntryItem } from "@/shared/api/model";
import { can, hasRole, type Session } from "@/shared/api/session";
import { Section } from "@/shared/ui/Page";
import {
  awaitsAnswer,
  draftsQuery,
  interestQuery,
  type MatchItem,
  newMatchesQuery,
  parkedQuery,
  remarksQuery,
  reviewsQuery,
  SHOWN,
  unassignedQuery,
} from "./api";
import classes from "./home.module.css";
import { EntryRow, MatchRow } from "./rows";

export type PartName = "remarks" | "interest" | "reviews" | "unassigned" | "newMatches" | "drafts" | "parked";

/** One kind of thing that waits. `total` is a floor where the list says only that there are more. */
export interface Part {
  name: PartName;
  total: number;
  entries: EntryItem[];
  matches: MatchItem[];
}

/** Where the whole list is. */
const LISTS: Record<PartName, string> = {
  remarks: "/entries?state=changes_requested",
  interest: "/matches?state=interest",
  reviews: "/queue?assigned=me",
  unassigned: "/queue?assigned=none",
  newMatches: "/matches?new=true",
  drafts: "/entries?state=draft",
  parked: "/",
};

/** Reads what the person's roles give them to do; parts with nothing in them are left out. */
export function useWaiting(session: Session) {
  const represents = hasRole(session, "representative");
  const audits = hasRole(session, "auditor");
  const manages = hasRole(session, "manager");
  const [remarks, interest, reviews, unassigned, newMatches, drafts, parked] = useQueries({
    queries: [
      { ...remarksQuery, enabled: represents },
      { ...interestQuery, enabled: represents },
      { ...reviewsQuery, enabled: audits },
      { ...unassignedQuery, enabled: manages },
      { ...newMatchesQuery, enabled: represents },
      { ...draftsQuery, enabled: represents },
      { ...parkedQuery, enabled: can(session, "platform.parked") },
    ],
  });
  const all = [remarks, interest, reviews, unassigned, newMatches, drafts, parked];
  const answers = interest.data?.items.filter(awaitsAnswer) ?? [];
  const parts: Part[] = [
    entriesPart("remarks", remarks.data),
    { name: "interest", total: answers.length, entries: [], matches: answers.slice(0, SHOWN) },
    entriesPart("reviews", reviews.data),
    entriesPart("unassigned", unassigned.data),
    {
      name: "newMatches",
      total: newMatches.data?.total ?? 0,
      entries: [],
      matches: newMatches.data?.items ?? [],
    },
    entriesPart("drafts", drafts.data),
    { name: "parked", total: parked.data?.items.length ?? 0, entries: [], matches: [] },
  ];
  return {
    parts: parts.filter(({ total }) => total > 0),
    pending: all.some(({ isLoading }) => isLoading),
    error: all.find(({ error }) => error)?.error,
    retry: () => void Promise.all(all.filter(({ isError }) => isError).map(({ refetch }) => refetch())),
  };
}

function entriesPart(name: PartName, page: Page<EntryItem> | undefined): Part {
  const items = page?.items.filter(({ blocked }) => !blocked) ?? [];
  return { name, total: page?.total ?? items.length, entries: items.slice(0, SHOWN), matches: [] };
}

export function Waiting({ part }: { part: Part }) {
  const { t } = useTranslation("home");
  const { name, total, entries, matches } = part;
  const shown = entries.length + matches.length;
  return (
    <Section title={t(`part.${name}.title`)} aside={total > shown && shown > 0 && <All name={name} />}>
      <p className={classes.why}>{t(`part.${name}.why`, { count: total })}</p>
      <ul className={classes.list}>
        {entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} part={name} />
        ))}
        {matches.map((match) => (
          <MatchRow key={match.id} match={match} />
        ))}
      </ul>
    </Section>
  );
}

function All({ name }: { name: PartName }) {
  const { t } = useTranslation("home");
  const router = useRouter();
  return (
    <Anchor
      size="sm"
      href={LISTS[name]}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        router.history.push(LISTS[name]);
      }}
    >
      {t("all")}
    </Anchor>
  );
}
