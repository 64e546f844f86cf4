import { readFileSync } from "node:fs";

/**
 * Every route of the client with somebody who works there and an address of it that has something on it.
 * `address` may ask the API for one.
 */
export const INSIDE = [
  route("/", "mazur", "/"),
  route("/organisations", "mazur", "/organisations"),
  route("/organisations/new", "manager.makros", "/organisations/new"),
  route("/organisations/$id", "mazur", ownOrganisation("")),
  route("/organisations/$id/edit", "mazur", ownOrganisation("/edit")),
  route("/clusters", "mazur", "/clusters"),
  route("/clusters/$slug", "manager.makros", "/clusters/makros"),
  route("/clusters/new", "admin", "/clusters/new"),
  route("/clusters/$slug/edit", "manager.makros", "/clusters/makros/edit"),
  route("/entries", "mazur", "/entries"),
  route("/entries", "manager.makros", "/entries"),
  route("/entries/new", "mazur", "/entries/new?kind=need"),
  route("/entries/$id", "mazur", ownEntry({ state: "approved" }, "")),
  route("/entries/$id", "polimery", ownEntry({ kind: "competence" }, "")),
  route("/entries/$id", "sad", unmetNeed("/entries/")),
  route("/matches", "sad", unmetNeed("/matches?entry=")),
  route("/entries/$id/edit", "mazur", ownEntry({ state: "changes_requested" }, "/edit")),
  route("/entries/$id/compare", "mazur", ownEntry({ state: "changes_requested" }, "/compare")),
  route("/entries/$id/review", "auditor.makros", toReview),
  route("/queue", "auditor.makros", "/queue"),
  route("/queue", "manager.makros", "/queue"),
  route("/matches", "mazur", "/matches"),
  route("/matches", "manager.makros", "/matches"),
  route("/matches/$id", "mazur", ownMatch("interest")),
  route("/matches/$id", "talerz", ownMatch("mutual")),
  route("/matches/$id", "talerz", ownMatch("declined")),
  route("/notifications", "mazur", "/notifications"),
  route("/search", "mazur", "/search?q=folia"),
  route("/projects", "mazur", "/projects"),
  route("/projects/new", "mazur", "/projects/new"),
  route("/projects/new", "mazur", composing),
  route("/projects/$id", "mazur", someProject),
  route("/projects/$id", "polimery", someProject),
  route("/watches", "mazur", "/watches"),
  route("/watches", "auditor.makros", "/watches"),
  route("/watches/$id", "mazur", ownWatch),
  route("/glossary", "manager.makros", "/glossary"),
  route("/glossary", "mazur", "/glossary"),
  route("/settings", "mazur", "/settings"),
  route("/platform/parked", "admin", "/platform/parked"),
  route("/platform/matching", "admin", "/platform/matching"),
  route("", "mazur", "/there-is-nothing-here"),
];

export const OUTSIDE = [
  "/sign-in",
  "/sign-in?to=%2Fmatches",
  "/setup/a-token-that-is-none",
  "/invitation/a-token-that-is-none",
  "/reset",
  "/reset/a-token-that-is-none",
];

function route(path, person, address) {
  return { path, person, address: typeof address === "string" ? () => address : address };
}

function ownOrganisation(rest) {
  return async (person) => {
    const { grants } = await person.ask("/session");
    return `/organisations/${grants.find(({ role }) => role === "representative").organisation.id}${rest}`;
  };
}

function ownEntry(wanted, rest) {
  return async (person) => {
    const { items } = await person.ask(`/entries?${new URLSearchParams(wanted)}`);
    return `/entries/${items[0].id}${rest}`;
  };
}

/** A need without good matches, which explains itself. */
function unmetNeed(before) {
  return async (person) => {
    const { items } = await person.ask("/entries?kind=need&live=true&limit=50");
    for (const { id } of items.filter(({ own }) => own))
      if ((await person.ask(`/entries/${id}/gap`)).reasons.length > 0) return before + id;
    throw new Error("no need without good matches");
  };
}

async function toReview(person) {
  const { items } = await person.ask("/queue?assigned=me");
  return `/entries/${items.find(({ blocked }) => !blocked).id}/review`;
}

function ownMatch(state) {
  return async (person) => {
    const { items } = await person.ask(`/matches?state=${state}`);
    return `/matches/${items[0].id}`;
  };
}

async function someProject(person) {
  const { items } = await person.ask("/projects");
  return `/projects/${items[0].id}`;
}

async function composing(person) {
  const { items } = await person.ask("/entries?kind=need&live=true");
  return `/projects/new?need=${items[0].id}`;
}

async function ownWatch(person) {
  const { items } = await person.ask("/watches");
  return `/watches/${items[0].id}`;
}

/** The paths of the client's route tree, to tell when a route is in no list here. */
export function declaredPaths() {
  const source = readFileSync(new URL("../src/app/routes.tsx", import.meta.url), "utf8");
  return [...source.matchAll(/(?:page|entrance)\(\s*"([^"]+)"/g)].map(([, path]) => path);
}
