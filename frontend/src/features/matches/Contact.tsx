import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { isEmpty } from "@/shared/api/text";
import { api } from "@/shared/api/request";
import { useFormat } from "@/shared/i18n/useFormat";
import { Section } from "@/shared/ui/Page";
import { Facts, FieldText } from "@/shared/ui/TextBlock";
import { isOpen, type MatchPage, type Side } from "./api";
import classes from "./matches.module.css";

/** What opened when both sides agreed: who they are, how to reach them, and the confidential detail. */
export function Contact({ match }: { match: MatchPage }) {
  const { t } = useTranslation("matches");
  const format = useFormat();
  if (!isOpen(match.state)) return null;
  return (
    <Section title={t("page.contact")}>
      {match.disclosedAt && (
        <Text size="sm" c="dimmed" mb="sm">
          {t("page.contactSince", { date: format.dateTime(match.disclosedAt) })}
        </Text>
      )}
      <div className={classes.two}>
        {(["need", "offer"] as const).map((side) => (
          <Party key={side} match={match} side={side} />
        ))}
      </div>
    </Section>
  );
}

interface Reachable {
  website: string;
  city: string;
}

function Party({ match, side }: { match: MatchPage; side: Side }) {
  const { t } = useTranslation("matches");
  const view = match[side];
  const content = side === "need" ? match.needContent : match.offerContent;
  const message = side === "need" ? match.needMessage : match.offerMessage;
  const id = view.organisation?.id;
  const { data } = useQuery({
    queryKey: ["organisations", id ?? ""],
    queryFn: ({ signal }) => api.get<Reachable>(`/organisations/${encodeURIComponent(id ?? "")}`, { signal }),
    enabled: id !== undefined,
  });
  return (
    <Stack gap="sm">
      {view.organisation && (
        <Text fw={600}>
          <Link to="/organisations/$id" params={{ id: view.organisation.id }}>
            {view.organisation.name}
          </Link>
        </Text>
      )}
      <Facts
        items={[
          [
            t("page.website"),
            data?.website && (
              <a href={data.website} rel="noreferrer" target="_blank">
                {data.website.replace(/^https?:\/\//, "")}
              </a>
            ),
          ],
          [t("page.city"), data?.city],
        ]}
      />
      {message && (
        <div>
          <Text size="sm" c="dimmed">
            {t(view.own ? "page.ourMessage" : "page.message")}
          </Text>
          <Text style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>{message}</Text>
        </div>
      )}
      {isEmpty(content.confidential) ? (
        !view.own &&
        match.mine.length > 0 && (
          <Text size="sm" c="dimmed">
            {t("page.noConfidential")}
          </Text>
        )
      ) : (
        <FieldText label={t("page.confidential")} text={content.confidential} />
      )}
    </Stack>
  );
}
