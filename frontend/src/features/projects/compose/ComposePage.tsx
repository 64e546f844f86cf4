import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type EntryPage, entryQuery } from "@/shared/api/entry";
import { ownOrganisations, useSession } from "@/shared/api/session";
import { textIn } from "@/shared/api/text";
import { useFilters } from "@/shared/filters/useFilters";
import { useLanguage } from "@/shared/i18n/useFormat";
import { LoadProblem } from "@/shared/ui/LoadProblem";
import { PageSkeleton } from "@/shared/ui/Loading";
import { Page } from "@/shared/ui/Page";
import { Composer } from "./Composer";

/** Composes a consortium: for a need that the address names, or for the text of a call. */
export function ComposePage() {
  const { value } = useFilters();
  const need = value("need");
  return need ? <OfNeed key={need} id={need} /> : <OfCall />;
}

function OfNeed({ id }: { id: string }) {
  const { t } = useTranslation("projects");
  const language = useLanguage();
  const { data: entry, error, refetch } = useQuery(entryQuery(id));
  if (error && !entry) return <LoadProblem title={t("compose.title")} error={error} onRetry={refetch} />;
  if (!entry) return <PageSkeleton />;
  return (
    <Page
      title={t("compose.title")}
      crumb={
        <>
          <Link to="/projects">{t("title")}</Link> ›{" "}
          <Link to="/entries/$id" params={{ id }}>
            {textIn(entry.content.title, language)}
          </Link>
        </>
      }
      lead={t("compose.leadNeed")}
    >
      <Composer
        need={id}
        source={textOf(entry, language)}
        title={entry.content.title}
        organisation={entry.organisation?.id ?? ""}
      />
    </Page>
  );
}

/** What the server reads of a need, in the same order. */
function textOf({ content }: EntryPage, language: "pl" | "en"): string {
  return [content.title, content.teaser, content.description, content.need?.problem]
    .map((text) => textIn(text, language))
    .filter(Boolean)
    .join("\n\n");
}

function OfCall() {
  const { t } = useTranslation("projects");
  const own = ownOrganisations(useSession());
  return (
    <Page
      title={t("compose.title")}
      crumb={<Link to="/projects">{t("title")}</Link>}
      lead={t("compose.leadCall")}
    >
      <Composer title={{}} organisation={own.length === 1 ? (own[0]?.id ?? "") : ""} />
    </Page>
  );
}
