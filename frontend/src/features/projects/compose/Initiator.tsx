import { Select, Text } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { clustersOf, ownOrganisations, useSession } from "@/shared/api/session";
import { Section } from "@/shared/ui/Page";
import { organisationsQuery } from "../api";

/** Who starts the project: one of the own organisations, or of those in the clusters that one manages. */
export function Initiator({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const { t } = useTranslation("projects");
  const session = useSession();
  const own = ownOrganisations(session);
  const managed = useQueries({
    queries: clustersOf(session, "manager").map((cluster) => organisationsQuery({ cluster })),
  });
  const names = new Map(
    [...own, ...managed.flatMap(({ data }) => data ?? [])].map(({ id, name }) => [id, name]),
  );
  if (own.length === 1 && names.size === 1) return null;
  return (
    <Section title={t("compose.initiator")}>
      <Select
        label={t("compose.initiatorLabel")}
        data={[...names].map(([id, name]) => ({ value: id, label: name }))}
        value={value || null}
        onChange={(next) => onChange(next ?? "")}
        searchable={names.size > 8}
        allowDeselect={false}
        required
        maw="30rem"
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      <Text size="sm" c="dimmed" mt="xs">
        {t("compose.initiatorHint")}
      </Text>
    </Section>
  );
}
