import { useTranslation } from "react-i18next";
import { Page } from "@/shared/ui/Page";
import { PlatformPlaces } from "./PlatformPlaces";
import { RematchSection } from "./RematchSection";
import { WeightsSection } from "./WeightsSection";

/** What the platform's administrator sees and decides of matching. */
export function MatchingPage() {
  const { t } = useTranslation("platform");
  return (
    <Page title={t("matching.title")} lead={t("matching.lead")} crumb={<PlatformPlaces here="matching" />}>
      <RematchSection />
      <WeightsSection />
    </Page>
  );
}
