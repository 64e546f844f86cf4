import { useTranslation } from "react-i18next";
import { useSession } from "@/shared/api/session";
import { textIn } from "@/shared/api/text";
import { useWords } from "@/shared/code/codes";
import { useLanguage } from "@/shared/i18n/useFormat";
import { Page, Section } from "@/shared/ui/Page";
import { Facts } from "@/shared/ui/TextBlock";
import { Appearance } from "./Appearance";
import { Contact } from "./Contact";
import { Name } from "./Name";
import { Password } from "./Password";
import { Sessions } from "./Sessions";

export function SettingsPage() {
  const { t } = useTranslation("settings");
  return (
    <Page title={t("title")} width="read">
      <Section title={t("appearance")}>
        <Appearance />
      </Section>
      <Section title={t("account")}>
        <Name />
      </Section>
      <Section title={t("contact")}>
        <Contact />
      </Section>
      <Section title={t("roles")}>
        <Roles />
      </Section>
      <Section title={t("password")}>
        <Password />
      </Section>
      <Section title={t("sessions")}>
        <Sessions />
      </Section>
    </Page>
  );
}

function Roles() {
  const { t } = useTranslation("settings");
  const { grants } = useSession();
  const word = useWords();
  const language = useLanguage();
  if (grants.length === 0) return t("noRoles");
  return (
    <Facts
      items={grants.map(({ role, cluster, organisation }) => [
        word("role", role),
        organisation?.name ?? (cluster ? textIn(cluster.name, language) : t("platform")),
      ])}
    />
  );
}
