import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { textIn } from "@/shared/api/text";
import { useCodeLabel, useWords } from "@/shared/code/codes";
import { useLanguage } from "@/shared/i18n/useFormat";
import type { Coverage, Party } from "./api";

/** The name of a party: of an anonymous one what everyone may know. */
export function usePartyName() {
  const { t } = useTranslation("projects");
  const word = useWords();
  const language = useLanguage();
  return ({ organisation, owner, title }: Party): string =>
    organisation?.name ??
    t("anonymous", {
      origin: word("origin", owner.origin),
      title: textIn(title, language),
    });
}

/** A party by name, leading to what may be seen of it. */
export function PartyLink({ party }: { party: Party }) {
  const name = usePartyName();
  if (party.organisation)
    return (
      <Link to="/organisations/$id" params={{ id: party.organisation.id }}>
        {name(party)}
      </Link>
    );
  if (!party.entry) return name(party);
  return (
    <Link to="/entries/$id" params={{ id: party.entry }}>
      {name(party)}
    </Link>
  );
}

/** What kind of organisation a party is, and where. */
export function PartyFacts({ party: { owner } }: { party: Party }) {
  const word = useWords();
  const voivodeship = useCodeLabel("voivodeships");
  return [word("origin", owner.origin), word("size", owner.size), voivodeship(owner.voivodeship)]
    .filter(Boolean)
    .join(" · ");
}

/** The entry by which something is covered. */
export function CoverageEntry({ coverage: { entry, title } }: { coverage: Coverage }) {
  const { t } = useTranslation("projects");
  const language = useLanguage();
  if (!entry) return t("hiddenEntry");
  return (
    <Link to="/entries/$id" params={{ id: entry }}>
      {textIn(title, language) || t("untitledEntry")}
    </Link>
  );
}
