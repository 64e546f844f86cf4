import { Button, Menu, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "@/shared/ui/ConfirmDialog";
import { deleteProject, inviteMembers, type Project, PROJECTS, saveProject } from "../api";
import { formOfProject } from "../compose/plan";
import { EditDialog } from "./EditDialog";
import { useProjectChange } from "./useProjectChange";

type Dialog = "invite" | "edit" | "close" | "delete";

/** What the owner may do: invite, write, put aside and take up again, delete. */
export function ProjectActions({ project }: { project: Project }) {
  const { t } = useTranslation("projects");
  const { t: shared } = useTranslation("shared");
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  // Anonymous owners are asked through their match and cannot be invited by name.
  const proposed = project.members.filter(
    ({ invitation, organisation }) => invitation === "proposed" && organisation,
  ).length;
  const closed = project.state === "closed";
  const invite = useProjectChange(project, () => inviteMembers(project), close);
  const setClosed = useProjectChange(
    project,
    (put: boolean) => saveProject(project, { ...formOfProject(project), closed: put }),
    close,
  );
  return (
    <>
      {proposed > 0 && !closed && (
        <Button onClick={() => setDialog("invite")}>{t("page.invite", { count: proposed })}</Button>
      )}
      <Button variant="default" onClick={() => setDialog("edit")}>
        {shared("edit")}
      </Button>
      <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {t("page.more")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {closed ? (
            <Menu.Item onClick={() => setClosed.mutate(false)}>{t("page.reopen")}</Menu.Item>
          ) : (
            <Menu.Item onClick={() => setDialog("close")}>{t("page.close")}</Menu.Item>
          )}
          {project.canDelete && <Menu.Item onClick={() => setDialog("delete")}>{t("page.delete")}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={dialog === "invite"}
        onClose={close}
        title={t("page.inviteTitle", { count: proposed })}
        confirm={t("page.inviteConfirm")}
        onConfirm={() => invite.mutate(undefined)}
        pending={invite.isPending}
        error={invite.error}
      >
        <Text size="sm">{t("draft.whatTheySee")}</Text>
      </ConfirmDialog>
      <ConfirmDialog
        opened={dialog === "close"}
        onClose={close}
        title={t("page.closeTitle")}
        confirm={t("page.close")}
        onConfirm={() => setClosed.mutate(true)}
        pending={setClosed.isPending}
        error={setClosed.error}
      >
        <Text size="sm">{t("page.closeText")}</Text>
      </ConfirmDialog>
      <DeleteDialog project={project} opened={dialog === "delete"} onClose={close} />
      <EditDialog project={project} opened={dialog === "edit"} onClose={close} />
    </>
  );
}

interface DialogProps {
  project: Project;
  opened: boolean;
  onClose: () => void;
}

function DeleteDialog({ project, opened, onClose }: DialogProps) {
  const { t } = useTranslation("projects");
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => deleteProject(project),
    onSuccess: async () => {
      await navigate({ to: "/projects" });
      await queryClient.invalidateQueries({ queryKey: [...PROJECTS, "list"] });
    },
  });
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t("page.deleteTitle")}
      confirm={t("page.delete")}
      danger
      onConfirm={() => remove.mutate()}
      pending={remove.isPending}
      error={remove.error}
    >
      <Text size="sm">{t("page.deleteText")}</Text>
    </ConfirmDialog>
  );
}
