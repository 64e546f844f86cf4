import type { Change, MatchPage } from "./api";
import { count, type Say, type Sayings } from "./findings";

const number =
  (key: string): Say =>
  (params, { t, number: say }) =>
    t(key, { to: say(count(params.to)), from: say(count(params.from)) });

const counted =
  (key: string): Say =>
  ({ to }, { t }) =>
    t(key, { count: count(to) });

const plain =
  (key: string): Say =>
  (_, { t }) =>
    t(key);

type List = Parameters<Sayings["word"]>[0];

/** A sentence with one code of a closed list, which stands and is said under `name`. */
const coded =
  (key: string, list: List, name: string): Say =>
  (params, { t, word }) =>
    t(key, { [name]: word(list, String(params[name])) });

/** One clause for every code of search/match/whatif.go: "if TRL 6 were evidenced". */
export const CLAUSES: Record<string, Say> = {
  trl_evidenced: number("change.trl_evidenced"),
  trl_stated: number("change.trl_stated"),
  trl_range: number("change.trl_range"),
  trl_lowered: number("change.trl_lowered"),
  months_stated: counted("change.months_stated"),
  cost_stated: number("change.cost_stated"),
  cooperation_added: coded("change.cooperation_added", "cooperation", "form"),
  concept_added: (params, { t, concept }) =>
    t("change.concept_added", { concept: concept(String(params.concept)) }),
  language_added: (params, { t, label }) =>
    t("change.language_added", { language: label("languages", String(params.language)) }),
  partner_origin: coded("change.partner_origin", "origin", "origin"),
  partner_size: coded("change.partner_size", "size", "size"),
  capacity_stated: counted("change.capacity_stated"),
  reaction_sooner: counted("change.reaction_sooner"),
  deadline_later: ({ to }, { t, date }) => t("change.deadline_later", { to: date(String(to)) }),
  urgency_lower: coded("change.urgency_lower", "urgency", "to"),
  budget_stated: coded("change.budget_stated", "budget", "to"),
  budget_secured: plain("change.budget_secured"),
};

/** What would have to be so, as a clause; a change of a newer server as one that says so. */
export function clause({ code, params = {} }: Pick<Change, "code" | "params">, say: Sayings): string {
  const known = Object.hasOwn(CLAUSES, code) ? CLAUSES[code] : undefined;
  return known ? known(params, say) : say.t("change.unknown");
}

const PROFILE = "organisation.";

/** The place where a change would be made: the page and the field on it; nothing where the page is not known. */
export function placeOf(
  { side, field }: Pick<Change, "side" | "field">,
  match: Pick<MatchPage, "need" | "offer">,
): { to: "/entries/$id/edit" | "/organisations/$id/edit"; id: string; field: string } | undefined {
  const own = match[side];
  if (field.startsWith(PROFILE)) {
    const id = own.organisation?.id;
    return id ? { to: "/organisations/$id/edit", id, field: field.slice(PROFILE.length) } : undefined;
  }
  return own.entry ? { to: "/entries/$id/edit", id: own.entry, field } : undefined;
}
