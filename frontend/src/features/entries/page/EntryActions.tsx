import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EntryAction, EntryPage } from "@/shared/api/entry";
import { AssignDialog } from "@/shared/entry/AssignDialog";
import { DeleteDialog, StepDialog, VisibilityDialog } from "./dialogs";

/** What opens when an action is chosen. */
type Dialog = "submit" | "recall" | "delete" | "withdraw" | "renew" | "visibility" | "assign";

const MENU: Dialog[] = ["renew", "visibility", "recall", "withdraw", "delete"];

/** What the viewer may do with the entry now: the most likely as buttons, the rest in a menu. */
export function EntryActions({ entry }: { entry: EntryPage }) {
  const { t } = useTranslation("entries");
  const [dialog, setDialog] = useState<Dialog>();
  const may = (action: EntryAction) => entry.actions.includes(action);
  const menu = MENU.filter(may);
  const close = () => setDialog(undefined);
  const opened = (one: Dialog) => ({ entry, opened: dialog === one, onClose: close });
  return (
    <>
      {may("review") && (
        <Button
          renderRoot={(props) => <Link to="/entries/$id/review" params={{ id: entry.id }} {...props} />}
        >
          {t("page.review")}
        </Button>
      )}
      {may("assign") && (
        <Button variant={entry.auditor ? "default" : "filled"} onClick={() => setDialog("assign")}>
          {entry.auditor ? t("page.reassign") : t("page.assign")}
        </Button>
      )}
      {may("edit") && <EditButton entry={entry} />}
      {may("submit") && (
        <Button variant="default" onClick={() => setDialog("submit")}>
          {t("page.submit")}
        </Button>
      )}
      {menu.length > 0 && (
        <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
              {t("page.more")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {menu.map((action) => (
              <Menu.Item key={action} onClick={() => setDialog(action)}>
                {t(`page.${action}` as "page.renew")}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <StepDialog {...opened("submit")} step="submit" />
      <StepDialog {...opened("recall")} step="recall" />
      <StepDialog {...opened("renew")} step="renew" />
      <StepDialog {...opened("withdraw")} step="withdraw" note danger />
      <VisibilityDialog {...opened("visibility")} />
      <DeleteDialog {...opened("delete")} />
      {dialog === "assign" && (
        <AssignDialog entries={[{ ...entry, title: entry.content.title }]} onClose={close} />
      )}
    </>
  );
}

function EditButton({ entry }: { entry: EntryPage }) {
  const { t } = useTranslation("entries");
  const text =
    { draft: t("page.continue"), changes_requested: t("page.answer") }[entry.state as string] ??
    t("page.edit");
  const primary = entry.state === "draft" || entry.state === "changes_requested";
  return (
    <Button
      variant={primary ? "filled" : "default"}
      renderRoot={(props) => <Link to="/entries/$id/edit" params={{ id: entry.id }} {...props} />}
    >
      {text}
    </Button>
  );
}
