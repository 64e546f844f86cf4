import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Anchor, Button } from "@mantine/core";
import type { MouseEvent } from "react";
import { Link, useRouter } from "@tanstack/react-router";
import type { Page } from "@/shared/api/list";
import type { EntryItem } from "@/shared/api/model";
import { can, hasRole, type Session } from "@/shared/api/session";
import { type MembershipRequest, waitingRequestsQuery } from "@/shared/membership/api";
import { Requests } from "@/shared/membership/Requests";
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
import { type PartName, stepOf } from "./parts";

/** One kind of thing that waits. `total` is a floor where the list says only that there are more. */
export interface Part {
  name: PartName;
  total: number;
  entries: EntryItem[];
  matches: MatchItem[];
  requests?: MembershipRequest[];
}

/** Where the whole list is. */
const LISTS: Record<PartName, string> = {
  memberships: "/",
  remarks: "/entries?state=changes_requested",
  interest: "/matches?state=interest",
  reviews: "/queue?assigned=me",
  unassigned: "/queue?assigned=none",
  newMatches: "/matches?new=true",
  drafts: "/entries?state=draft",
  parked: "/platform/parked",
};

/** Reads what the person's roles give them to do; parts with nothing in them are left out. */
export function useWaiting(session: Session) {
  const represents = hasRole(session, "representative");
  const audits = hasRole(session, "auditor");
  const manages = hasRole(session, "manager");
  const [memberships, remarks, interest, reviews, unassigned, newMatches, drafts, parked] = useQueries({
    queries: [
      { ...waitingRequestsQuery, enabled: can(session, "membership.answer") },
      { ...remarksQuery, enabled: represents },
      { ...interestQuery, enabled: represents },
      { ...reviewsQuery, enabled: audits },
      { ...unassignedQuery, enabled: manages },
      { ...newMatchesQuery, enabled: represents },
      { ...draftsQuery, enabled: represents },
      { ...parkedQuery, enabled: can(session, "platform.parked") },
    ],
  });
  const all = [memberships, remarks, interest, reviews, unassigned, newMatches, drafts, parked];
  const answers = interest.data?.items.filter(awaitsAnswer) ?? [];
  const fresh = unanswered(newMatches.data, answers);
  const parts: Part[] = [
    {
      name: "memberships",
      total: memberships.data?.length ?? 0,
      entries: [],
      matches: [],
      requests: memberships.data,
    },
    entriesPart("remarks", remarks.data),
    { name: "interest", total: answers.length, entries: [], matches: answers.slice(0, SHOWN) },
    entriesPart("reviews", reviews.data),
    entriesPart("unassigned", unassigned.data),
    { name: "newMatches", ...fresh, entries: [] },
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

/** New matches that do not wait for an answer already: each is shown once. */
function unanswered(page: Page<MatchItem> | undefined, answers: MatchItem[]) {
  const waiting = new Set(answers.map(({ id }) => id));
  const matches = page?.items.filter(({ id }) => !waiting.has(id)) ?? [];
  const doubles = answers.filter((match) => match.new).length;
  return { total: Math.max((page?.total ?? 0) - doubles, matches.length), matches };
}

function entriesPart(name: PartName, page: Page<EntryItem> | undefined): Part {
  const items = page?.items.filter(({ blocked }) => !blocked) ?? [];
  return { name, total: page?.total ?? items.length, entries: items.slice(0, SHOWN), matches: [] };
}

/** One kind of thing that waits; the most pressing one has the page's primary action. */
export function Waiting({ part, first }: { part: Part; first: boolean }) {
  const { t } = useTranslation("home");
  const { name, total, entries, matches, requests } = part;
  const shown = entries.length + matches.length;
  return (
    <Section
      title={t(`part.${name}.title`)}
      aside={
        first && (shown === 1 || name === "reviews" || name === "parked") ? (
          <FirstStep part={part} />
        ) : (
          shown > 1 && <All name={name} primary={first} />
        )
      }
    >
      <p className={classes.why}>{t(`part.${name}.why`, { count: total })}</p>
      {requests && requests.length > 0 && <Requests requests={requests} />}
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

function FirstStep({ part: { name, entries, matches } }: { part: Part }) {
  const { t } = useTranslation("home");
  const [entry] = entries;
  const [match] = matches;
  if (name === "parked") {
    return (
      <Button size="sm" renderRoot={(props) => <Link to="/platform/parked" {...props} />}>
        {t("part.parked.step")}
      </Button>
    );
  }
  if (match) {
    return (
      <Button
        size="sm"
        renderRoot={(props) => <Link to="/matches/$id" params={{ id: match.id }} {...props} />}
      >
        {t(`part.${name}.step`)}
      </Button>
    );
  }
  if (!entry) return null;
  return (
    <Button size="sm" renderRoot={(props) => <Link to={stepOf(name)} params={{ id: entry.id }} {...props} />}>
      {t(`part.${name}.step`)}
    </Button>
  );
}

/** The way to all of them: what is done there is chosen there, not done to the first only. */
function All({ name, primary }: { name: PartName; primary: boolean }) {
  const { t } = useTranslation("home");
  const router = useRouter();
  const link = {
    href: LISTS[name],
    onClick: (event: MouseEvent<HTMLAnchorElement>) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      router.history.push(LISTS[name]);
    },
  };
  return primary ? (
    <Button size="sm" component="a" {...link}>
      {t("all")}
    </Button>
  ) : (
    <Anchor size="sm" {...link}>
      {t("all")}
    </Anchor>
  );
}
