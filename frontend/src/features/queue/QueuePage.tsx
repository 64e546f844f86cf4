import { useTranslation } from "react-i18next";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/Loading";

export function QueuePage() {
  const { t } = useTranslation("queue");
  return (
    <Page title={t("title")}>
      <PageSkeleton />
    </Page>
  );
}
