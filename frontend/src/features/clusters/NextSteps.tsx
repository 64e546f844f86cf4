import { Button, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Cluster } from "@/shared/api/model";
import { hasRole, useSession } from "@/shared/api/session";
import { isEmpty } from "@/shared/api/text";
import { Section } from "@/shared/ui/Page";

/** What a new cluster lacks, for those who can give it; nothing once it has a goal and members. */
export function NextSteps({ cluster }: { cluster: Cluster }) {
  const { t } = useTranslation("clusters");
  const admin = hasRole(useSession(), "admin");
  const { slug, goal, members, canEdit, canManage } = cluster;
  const describe = canEdit && isEmpty(goal);
  const add = canManage && members === 0;
  if (!describe && !add) return null;
  return (
    <Section title={t("next.title")}>
      <Text mb="md">{t(admin ? "next.admin" : "next.manager")}</Text>
      <Group gap="sm">
        {canManage && admin && (
          <Button
            renderRoot={(props) => (
              <Link to="/clusters/$slug" params={{ slug }} search={{ tab: "people" }} {...props} />
            )}
          >
            {t("next.invite")}
          </Button>
        )}
        {add && (
          <Button
            variant={admin ? "default" : "filled"}
            renderRoot={(props) => (
              <Link to="/clusters/$slug" params={{ slug }} search={{ tab: "members" }} {...props} />
            )}
          >
            {t("next.addMembers")}
          </Button>
        )}
        {describe && (
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/clusters/$slug/edit" params={{ slug }} {...props} />}
          >
            {t("next.describe")}
          </Button>
        )}
      </Group>
    </Section>
  );
}
