import type { Concept } from "@/shared/entry/concept";
import type { Language } from "@/shared/i18n/languages";

/** How two concepts meet in EuroSciVoc. `distance` is the number of steps from one to the other. */
export interface Meeting {
  need: Concept;
  offer: Concept;
  /** The names from the need's concept up to what both stand under, and from there down to the offer's. */
  up: Concept["path"];
  down: Concept["path"];
  distance: number;
}

// Concepts that only meet at one of the six roots, or far away, say nothing.
const FURTHEST = 3;

/** The nearest concepts of the two sides, or nothing if they are far apart. */
export function nearest(need: Concept[], offer: Concept[]): Meeting | undefined {
  let best: Meeting | undefined;
  for (const one of need)
    for (const other of offer) {
      const found = meet(one, other);
      if (found && (!best || found.distance < best.distance)) best = found;
    }
  return best;
}

function meet(need: Concept, offer: Concept): Meeting | undefined {
  const shorter = Math.min(need.path.length, offer.path.length);
  let common = 0;
  while (common < shorter && need.path[common]?.en === offer.path[common]?.en) common++;
  const distance = need.path.length + offer.path.length - 2 * common;
  if (common === 0 || (common === 1 && distance > 0) || distance > FURTHEST) return undefined;
  return {
    need,
    offer,
    up: need.path.slice(common - 1).reverse(),
    down: offer.path.slice(common),
    distance,
  };
}

/** "folie barierowe ‹ opakowania › opakowania biodegradowalne"; of equal concepts the way from the root. */
export function pathText({ need, up, down, distance }: Meeting, language: Language): string {
  const name = (label: Concept["path"][number]) => label[language] || label.pl || label.en;
  if (distance === 0) return need.path.map(name).join(" › ");
  return [up.map(name).join(" ‹ "), ...down.map(name)].join(" › ");
}
