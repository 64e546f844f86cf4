import { Button, Group, Modal, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/shared/api/problem";
import { useSession } from "@/shared/api/session";
import { useLocalForm } from "@/shared/draft/useLocalForm";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { useProblemFocus } from "@/shared/ui/useProblemFocus";
import { type Project, saveProject } from "../api";
import { formOfProject } from "../compose/plan";
import { ProjectFields } from "../compose/DraftStep";
import { useProjectChange } from "./useProjectChange";

interface Props {
  project: Project;
  opened: boolean;
  onClose: () => void;
}

/** Title, goal and call of a draft. What is typed stays on the device until it is saved. */
export function EditDialog({ project, opened, onClose }: Props) {
  const { t } = useTranslation("projects");
  const { t: shared } = useTranslation("shared");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("page.editTitle")}
      size="lg"
      closeButtonProps={{ "aria-label": shared("close") }}
    >
      {opened && <Editor project={project} onClose={onClose} />}
    </Modal>
  );
}

function Editor({ project, onClose }: Omit<Props, "opened">) {
  const { t: shared } = useTranslation("shared");
  const { person } = useSession();
  const { title, goal, call } = project;
  const form = useLocalForm(`${person.id}:project:${project.id}`, { title, goal, call }, project.version);
  const save = useProjectChange(
    project,
    () => saveProject(project, { ...formOfProject(project), ...form.value }),
    () => {
      form.clear();
      onClose();
    },
  );
  const ref = useProblemFocus(save.error);
  return (
    <form
      ref={ref}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <Stack gap="md">
        <ProblemAlert error={save.error} shown={["title", "goal", "call"]} />
        <ProjectFields
          value={form.value}
          set={form.set}
          problem={save.error ? asProblem(save.error) : undefined}
        />
        <Group justify="flex-end" gap="sm">
          <Button
            variant="default"
            onClick={() => {
              form.clear();
              onClose();
            }}
          >
            {shared("cancel")}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {shared("save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
