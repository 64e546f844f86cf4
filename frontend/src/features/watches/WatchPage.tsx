import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { itemsOf } from "@/shared/api/list";
import { StateBadge } from "@/shared/ui/Badges";
import { EmptyState } from "@/shared/ui/EmptyState";
import { PageSkeleton, RowsSkeleton } from "@/shared/ui/Loading";
import { LoadProblem } from "@/shared/ui/LoadProblem";
import { Page } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { hitsQuery, saveWatch, type Watch, watchQuery } from "./api";
import { formOf, searchOf } from "./conditions";
import { HitsTable } from "./HitsTable";
import { useSentence } from "./useSentence";
import { WatchDialog } from "./WatchDialog";

/** The entries that came to satisfy a saved search. */
export function WatchPage() {
  const { t } = useTranslation("watches");
  const { id = "" } = useParams({ strict: false });
  const { data: watch, error, refetch } = useQuery(watchQuery(id));
  if (error && !watch) return <LoadProblem title={t("title")} error={error} onRetry={refetch} />;
  if (!watch) return <PageSkeleton />;
  return <WatchView key={watch.id} watch={watch} />;
}

function WatchView({ watch }: { watch: Watch }) {
  const { t } = useTranslation("watches");
  const { t: shared } = useTranslation("shared");
  const sentence = useSentence();
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <Page
      title={watch.name}
      crumb={<Link to="/watches">{t("title")}</Link>}
      lead={
        <>
          {sentence(watch)} {!watch.active && <StateBadge tone="busy">{t("paused")}</StateBadge>}
        </>
      }
      actions={
        <>
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/search" search={{ ...searchOf(watch), watch: watch.id }} {...props} />
            )}
          >
            {t("showNow")}
          </Button>
          <Button variant="default" onClick={open}>
            {shared("edit")}
          </Button>
        </>
      }
    >
      <Hits watch={watch} />
      <WatchDialog
        opened={opened}
        onClose={close}
        title={t("editTitle")}
        confirm={t("editConfirm")}
        initial={formOf(watch)}
        watch={watch}
        onSave={(form) => saveWatch(watch, form)}
      />
    </Page>
  );
}

function Hits({ watch }: { watch: Watch }) {
  const { t } = useTranslation("watches");
  const list = useInfiniteQuery(hitsQuery(watch.id));
  if (list.isPending) return <RowsSkeleton rows={5} />;
  if (list.isError) return <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />;
  const hits = itemsOf(list.data);
  if (hits.length === 0)
    return <EmptyState title={t("noHits")}>{t(watch.active ? "noHitsText" : "noHitsPaused")}</EmptyState>;
  return (
    <HitsTable
      watch={watch.id}
      rows={hits}
      more={list.hasNextPage}
      onMore={() => void list.fetchNextPage()}
      loadingMore={list.isFetchingNextPage}
    />
  );
}
