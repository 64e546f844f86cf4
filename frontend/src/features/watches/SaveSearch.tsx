import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { IconEye, IconEyePlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useFilters } from "@/shared/filters/useFilters";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { createWatch, MAX_NAME, saveWatch, type Watch, WATCHES, watchesQuery, watchQuery } from "./api";
import { conditionsOf, formOf, isEmpty, sameConditions } from "./conditions";
import { useSentence } from "./useSentence";
import { WatchDialog } from "./WatchDialog";

/** On the search page: saves the search as it is, changes the watch it was opened from, or leads to the watches. */
export function SaveSearch() {
  const { search, value } = useFilters();
  const { data: watches = [] } = useQuery(watchesQuery);
  const conditions = conditionsOf(search);
  const changed = watches.find(({ id }) => id === value("watch"));
  const same = watches.find((watch) => sameConditions(watch, conditions));
  if (changed && changed !== same && !isEmpty(conditions)) return <SaveChange watch={changed} />;
  if (same) return <Watched watch={same} />;
  return (
    <>
      {!isEmpty(conditions) && <SaveNew />}
      <WatchesLink />
    </>
  );
}

function SaveNew() {
  const { t } = useTranslation("watches");
  const { search } = useFilters();
  const sentence = useSentence();
  const [opened, { open, close }] = useDisclosure(false);
  const conditions = conditionsOf(search);
  const name = (conditions.text || sentence(conditions)).slice(0, MAX_NAME);
  return (
    <>
      <Button leftSection={<IconEyePlus size={16} aria-hidden />} onClick={open}>
        {t("save")}
      </Button>
      <WatchDialog
        opened={opened}
        onClose={close}
        title={t("saveTitle")}
        confirm={t("saveConfirm")}
        initial={{ ...conditions, name, active: true }}
        onSave={createWatch}
      />
    </>
  );
}

function SaveChange({ watch }: { watch: Watch }) {
  const { t } = useTranslation("watches");
  const { search } = useFilters();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: () => saveWatch(watch, { ...formOf(watch), ...conditionsOf(search) }),
    onSuccess: async (saved) => {
      queryClient.setQueryData(watchQuery(saved.id).queryKey, saved);
      await queryClient.invalidateQueries({ queryKey: WATCHES });
      await navigate({ to: "/watches/$id", params: { id: saved.id } });
    },
  });
  return (
    <>
      <Button onClick={() => save.mutate()} loading={save.isPending}>
        {t("saveChange", { name: watch.name })}
      </Button>
      <WatchesLink />
      <ProblemAlert error={save.error} />
    </>
  );
}

function Watched({ watch }: { watch: Watch }) {
  const { t } = useTranslation("watches");
  return (
    <Button
      variant="default"
      leftSection={<IconEye size={16} aria-hidden />}
      renderRoot={(props) => <Link to="/watches/$id" params={{ id: watch.id }} {...props} />}
    >
      {watch.active ? t("watched") : t("watchedPaused")}
    </Button>
  );
}

function WatchesLink() {
  const { t } = useTranslation("watches");
  return (
    <Button variant="default" renderRoot={(props) => <Link to="/watches" {...props} />}>
      {t("title")}
    </Button>
  );
}
