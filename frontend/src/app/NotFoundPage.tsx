import { Button, Group } from "@mantine/core";
import { Link, useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/shared/ui/EmptyState";
import { Page } from "@/shared/ui/Page";

/** Nothing is at an address, or nothing that the person may see, with ways on. */
export function NotFoundPage() {
  const { t } = useTranslation("app");
  const router = useRouter();
  return (
    <Page title={t("notFound.title")} width="read" hideTitle>
      <EmptyState
        title={t("notFound.title")}
        action={
          <Group gap="sm">
            <Button renderRoot={(props) => <Link to="/" {...props} />}>{t("notFound.home")}</Button>
            <Button variant="default" renderRoot={(props) => <Link to="/search" {...props} />}>
              {t("notFound.search")}
            </Button>
            {router.history.canGoBack() && (
              <Button variant="subtle" color="gray" c="dimmed" onClick={() => router.history.back()}>
                {t("notFound.back")}
              </Button>
            )}
          </Group>
        }
      >
        {t("notFound.text")}
      </EmptyState>
    </Page>
  );
}
