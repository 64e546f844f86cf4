import { Button, Select, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/shared/api/problem";
import { ownClusters, useSession } from "@/shared/api/session";
import { textIn } from "@/shared/api/text";
import { useLocalForm } from "@/shared/draft/useLocalForm";
import { useLanguage } from "@/shared/i18n/useFormat";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { useProblemFocus } from "@/shared/ui/useProblemFocus";
import { addTerm, GLOSSARY } from "./api";
import { Recomputed } from "./Recomputed";
import { TermFields } from "./TermFields";

const BLANK = { pl: "", en: "" };

/** Adds a term; what is typed stays on the device until it is added. */
export function AddTerm() {
  const { t } = useTranslation("glossary");
  const language = useLanguage();
  const session = useSession();
  const clusters = ownClusters(session, "manager");
  const queryClient = useQueryClient();
  const form = useLocalForm(
    `${session.person.id}:glossary:new`,
    { ...BLANK, cluster: clusters[0]?.id ?? "" },
    0,
  );
  const { pl, en, cluster } = form.value;
  const add = useMutation({
    mutationFn: () => addTerm({ pl, en }, cluster),
    onSuccess: () => {
      form.reset();
      return queryClient.invalidateQueries({ queryKey: GLOSSARY });
    },
  });
  const ref = useProblemFocus(add.error);
  const problem = add.error ? asProblem(add.error) : undefined;
  return (
    <form
      ref={ref}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <Stack gap="md" align="flex-start">
        <div style={{ width: "100%" }}>
          <TermFields value={{ pl, en }} onChange={form.set} problem={problem} />
        </div>
        {clusters.length > 1 && (
          <Select
            label={t("add.cluster")}
            data={clusters.map(({ id, name }) => ({ value: id, label: textIn(name, language) }))}
            value={cluster}
            onChange={(next) => next && form.set({ cluster: next })}
            allowDeselect={false}
            comboboxProps={{ transitionProps: { duration: 0 } }}
          />
        )}
        <ProblemAlert error={problem} shown={["pl", "en"]} />
        <Button type="submit" loading={add.isPending}>
          {t("add.confirm")}
        </Button>
        <div role="status">{add.isSuccess && !form.changed && t("add.done")}</div>
        <Recomputed />
      </Stack>
    </form>
  );
}
