import { useTranslation } from "react-i18next";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/Loading";

export function NewEntryPage() {
  const { t } = useTranslation("entries");
  return (
    <Page title={t("title")}>
      <PageSkeleton />
    </Page>
  );
}
