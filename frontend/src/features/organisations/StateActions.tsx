import { Button, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Organisation } from "@/shared/api/model";
import { ConfirmDialog } from "@/shared/ui/ConfirmDialog";
import { organisationQuery, setOrganisationState } from "./api";

type Step = "publish" | "archive" | "restore";

/** Publish a draft, archive what is no more, restore it. */
export function StateActions({ organisation }: { organisation: Organisation }) {
  const { t } = useTranslation("organisations");
  const queryClient = useQueryClient();
  const [step, setStep] = useState<Step>();
  const change = useMutation({
    mutationFn: (next: Step) =>
      setOrganisationState(organisation, next === "archive" ? "archived" : "published"),
    onSuccess: async (saved) => {
      queryClient.setQueryData(organisationQuery(organisation.id).queryKey, saved);
      setStep(undefined);
      await queryClient.invalidateQueries({ queryKey: ["organisations", "list"] });
    },
  });
  const { state, canPublish, canArchive, name } = organisation;
  const begin = (next: Step) => {
    change.reset();
    setStep(next);
  };
  return (
    <>
      {canPublish && state === "draft" && <Button onClick={() => begin("publish")}>{t("publish")}</Button>}
      {canPublish && state === "archived" && <Button onClick={() => begin("restore")}>{t("restore")}</Button>}
      {canArchive && state !== "archived" && (
        <Button variant="subtle" color="gray" c="dimmed" onClick={() => begin("archive")}>
          {t("archive")}
        </Button>
      )}
      <ConfirmDialog
        opened={step !== undefined}
        onClose={() => setStep(undefined)}
        title={t(`${step ?? "publish"}Title`, { name })}
        confirm={t(step ?? "publish")}
        danger={step === "archive"}
        pending={change.isPending}
        error={change.error}
        onConfirm={() => step && change.mutate(step)}
      >
        <Text>{t(`${step ?? "publish"}Text`)}</Text>
      </ConfirmDialog>
    </>
  );
}
