import type { Notice } from "./api";

export interface Day {
  /** The day's first moment in the reader's zone, ISO 8601. */
  day: string;
  notices: Notice[];
}

/** Groups notifications, which come newest first, by the reader's calendar days. */
export function byDay(notices: Notice[]): Day[] {
  const days: Day[] = [];
  for (const notice of notices) {
    const at = new Date(notice.createdAt);
    const day = new Date(at.getFullYear(), at.getMonth(), at.getDate()).toISOString();
    const last = days.at(-1);
    if (last?.day === day) last.notices.push(notice);
    else days.push({ day, notices: [notice] });
  }
  return days;
}
