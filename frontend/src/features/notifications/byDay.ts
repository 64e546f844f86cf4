import type { Notice } from "./api";

export interface Day {
  /** The day's first moment in the reader's zone, ISO 8601. */
  day: string;
  groups: Group[];
}

/** Notifications of one kind on one day, newest first; few of a kind stand each for itself. */
export interface Group {
  kind: Notice["kind"];
  notices: Notice[];
}

/** From so many of one kind on a day they are one line that opens. */
const MANY = 4;

/** Groups notifications, which come newest first, by the reader's calendar days, and what is alike in a day. */
export function byDay(notices: Notice[]): Day[] {
  const days: { day: string; notices: Notice[] }[] = [];
  for (const notice of notices) {
    const at = new Date(notice.createdAt);
    const day = new Date(at.getFullYear(), at.getMonth(), at.getDate()).toISOString();
    const last = days.at(-1);
    if (last?.day === day) last.notices.push(notice);
    else days.push({ day, notices: [notice] });
  }
  return days.map(({ day, notices: ofDay }) => ({ day, groups: alike(ofDay) }));
}

/** Of these one sentence is true for all; the others name somebody, or a reason. */
const ALIKE = new Set<Notice["kind"]>([
  "match_new",
  "match_mutual",
  "need_unmet",
  "entry_submitted",
  "entry_assigned",
  "entry_resubmitted",
  "entry_changes_requested",
  "entry_approved",
  "entry_expiring",
  "entry_expired",
  "watch_hit",
  "project_invitation",
]);

/** A group stands where its newest notification stood. */
function alike(notices: Notice[]): Group[] {
  const many = new Map<Notice["kind"], Group>();
  const groups: Group[] = [];
  for (const notice of notices) {
    const { kind } = notice;
    const known = many.get(kind);
    if (known) {
      known.notices.push(notice);
      continue;
    }
    const group = { kind, notices: [notice] };
    groups.push(group);
    if (ALIKE.has(kind) && notices.filter((one) => one.kind === kind).length >= MANY) many.set(kind, group);
  }
  return groups;
}
