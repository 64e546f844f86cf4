import { Button, Group, Modal, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/shared/api/problem";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { useProblemFocus } from "@/shared/ui/useProblemFocus";
import { GLOSSARY, saveTerm, type Term } from "./api";
import { Recomputed } from "./Recomputed";
import { TermFields } from "./TermFields";

/** Changes a term. */
export function EditTerm({ term, onClose }: { term: Term; onClose: () => void }) {
  const { t } = useTranslation("glossary");
  const { t: shared } = useTranslation("shared");
  const [form, setForm] = useState({ pl: term.pl, en: term.en });
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: () => saveTerm(term, form),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: GLOSSARY });
      onClose();
    },
  });
  const ref = useProblemFocus(save.error);
  const problem = save.error ? asProblem(save.error) : undefined;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("edit.title")}
      closeButtonProps={{ "aria-label": shared("close") }}
    >
      <form
        ref={ref}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="md">
          <TermFields value={form} onChange={setForm} problem={problem} />
          <ProblemAlert error={problem} shown={["pl", "en"]} />
          <Recomputed />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {shared("cancel")}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {shared("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
