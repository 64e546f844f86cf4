import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Cluster } from "@/shared/api/model";
import { requestsOfQuery } from "@/shared/membership/api";
import { Requests } from "@/shared/membership/Requests";
import { Section } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";

/** The organisations that were asked to join and have not answered, for the manager. */
export function Asked({ cluster }: { cluster: Cluster }) {
  const { t } = useTranslation("clusters");
  const { data, error } = useQuery(requestsOfQuery(cluster.id));
  if (error) return <ProblemAlert error={error} />;
  if (!data || data.length === 0) return null;
  return (
    <Section title={t("asked")}>
      <Requests requests={data} />
    </Section>
  );
}
