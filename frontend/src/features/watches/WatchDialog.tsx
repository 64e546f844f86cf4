import { Button, Group, Modal, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/shared/api/problem";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { useProblemFocus } from "@/shared/ui/useProblemFocus";
import { MAX_NAME, type Watch, type WatchForm, WATCHES, watchQuery } from "./api";
import { searchOf } from "./conditions";
import { useSentence } from "./useSentence";

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  confirm: string;
  /** What the form begins with. */
  initial: WatchForm;
  /** The watch that is changed; its conditions are changed on the search page. */
  watch?: Watch;
  onSave: (form: WatchForm) => Promise<Watch>;
}

/** Names a saved search and says in a sentence what of. */
export function WatchDialog(props: Props) {
  const { t } = useTranslation("shared");
  const { opened, onClose, title } = props;
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ "aria-label": t("close") }}>
      {opened && <WatchFields {...props} />}
    </Modal>
  );
}

function WatchFields({ onClose, confirm, initial, watch, onSave }: Props) {
  const { t } = useTranslation("watches");
  const { t: shared } = useTranslation("shared");
  const [form, setForm] = useState(initial);
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: onSave,
    onSuccess: async (saved) => {
      queryClient.setQueryData(watchQuery(saved.id).queryKey, saved);
      await queryClient.invalidateQueries({ queryKey: WATCHES });
      onClose();
    },
  });
  const ref = useProblemFocus(save.error);
  const errors = save.error ? asProblem(save.error).byField() : {};
  return (
    <form
      ref={ref}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(form);
      }}
    >
      <Stack gap="md">
        <Sentence form={form}>
          {watch && (
            <Link to="/search" search={{ ...searchOf(form), watch: watch.id }}>
              {t("changeConditions")}
            </Link>
          )}
        </Sentence>
        <TextInput
          data-autofocus
          label={t("name")}
          description={t("nameHint")}
          value={form.name}
          maxLength={MAX_NAME}
          error={errors.name}
          onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
        />
        {watch && (
          <Switch
            label={t("active")}
            description={t("activeHint")}
            checked={form.active}
            onChange={(event) => setForm({ ...form, active: event.currentTarget.checked })}
          />
        )}
        <ProblemAlert error={save.error} shown={["name"]} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {shared("cancel")}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Sentence({ form, children }: { form: WatchForm; children: ReactNode }) {
  const { t } = useTranslation("watches");
  const sentence = useSentence();
  return (
    <div>
      <Text size="sm">{t("willTell")}</Text>
      <Text fw={600} mt={4}>
        {sentence(form)}
      </Text>
      <Text size="sm" c="dimmed" mt={4}>
        {children ?? t("howCompared")}
      </Text>
    </div>
  );
}
