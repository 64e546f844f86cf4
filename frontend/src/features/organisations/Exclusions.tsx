import { Button, CloseButton, Combobox, Group, Loader, Text, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { itemsOf } from "@/shared/api/list";
import type { Problem } from "@/shared/api/problem";
import type { OrganisationForm } from "@/shared/api/model";
import { Section } from "@/shared/ui/Page";
import { organisationQuery, organisationsQuery } from "./api";
import classes from "./organisations.module.css";

interface Props {
  form: OrganisationForm;
  set: (change: Partial<OrganisationForm>) => void;
  problem: Problem | undefined;
}

/** Organisations that must never see this one in a match, for example a competitor. Seen by its own people only. */
export function Exclusions({ form, set, problem }: Props) {
  const { t } = useTranslation("organisations");
  const excluded = form.excluded ?? [];
  const known = useQueries({ queries: excluded.map((id) => organisationQuery(id)) });
  return (
    <Section title={t("exclusions")}>
      <div className={classes.stack}>
        <Text size="sm" c="dimmed">
          {t("exclusionsHint")}
        </Text>
        {excluded.map((id, index) => (
          <Group key={id} justify="space-between" wrap="nowrap">
            <span>{known[index]?.data?.name ?? "…"}</span>
            <CloseButton
              aria-label={t("excludeRemove", { name: known[index]?.data?.name ?? id })}
              onClick={() => set({ excluded: excluded.filter((one) => one !== id) })}
            />
          </Group>
        ))}
        <Finder
          taken={excluded}
          onPick={(id) => set({ excluded: [...excluded, id] })}
          error={problem?.under("excluded")}
        />
      </div>
    </Section>
  );
}

interface FinderProps {
  taken: string[];
  onPick: (id: string) => void;
  error: string | undefined;
}

function Finder({ taken, onPick, error }: FinderProps) {
  const { t } = useTranslation("organisations");
  const combobox = useCombobox();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [wanted] = useDebouncedValue(text.trim(), 250);
  const found = useInfiniteQuery({
    ...organisationsQuery({ q: wanted, limit: 10 }),
    enabled: wanted.length >= 2,
  });
  const options = itemsOf(found.data).filter(({ id, own }) => !own && !taken.includes(id));
  if (!open) {
    return (
      <Button variant="default" w="fit-content" onClick={() => setOpen(true)}>
        {t("excludeAdd")}
      </Button>
    );
  }
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(id) => {
        onPick(id);
        setText("");
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <TextInput
          data-autofocus
          label={t("excludeFind")}
          value={text}
          error={error}
          rightSection={found.isFetching ? <Loader size={16} /> : null}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={wanted.length < 2}>
        <Combobox.Options aria-label={t("excludeFind")}>
          {options.map(({ id, name, city }) => (
            <Combobox.Option key={id} value={id}>
              {[name, city].filter(Boolean).join(", ")}
            </Combobox.Option>
          ))}
          {options.length === 0 && !found.isFetching && <Combobox.Empty>{t("noneFound")}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
