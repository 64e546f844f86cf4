import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asProblem, type Problem } from "@/shared/api/problem";
import { represents, useSession } from "@/shared/api/session";
import { BilingualText } from "@/shared/ui/BilingualText";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Section } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { useProblemFocus } from "@/shared/ui/useProblemFocus";
import { createProject, inviteMembers, LIMITS, PROJECTS, projectQuery, type Text } from "../api";
import { PartyFacts, PartyLink } from "../party";
import classes from "../projects.module.css";
import type { StepProps } from "./Composer";
import { formOf, partyId } from "./plan";
import { useTeam } from "./TeamStep";

interface Props extends StepProps {
  need?: string;
  /** The project is there: what was typed need not be kept. */
  onDone: () => void;
}

/** Title, goal and call of the draft; then all members are invited, or the draft waits. */
export function DraftStep({ plan, set, goTo, need, onDone }: Props) {
  const { t } = useTranslation("projects");
  const { data: team, error } = useTeam(plan);
  const session = useSession();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const make = useMutation({
    mutationFn: async (invite: boolean) => {
      if (!team) return undefined;
      const own = represents(session, team.organisation) ? need : undefined;
      const made = await createProject(team.organisation, formOf(plan, team, own));
      onDone();
      // A draft whose invitations failed is there all the same; its page offers them again.
      return invite ? inviteMembers(made).catch(() => made) : made;
    },
    onSuccess: async (project) => {
      if (!project) return;
      queryClient.setQueryData(projectQuery(project.id).queryKey, project);
      void queryClient.invalidateQueries({ queryKey: [...PROJECTS, "list"] });
      await navigate({ to: "/projects/$id", params: { id: project.id } });
    },
  });
  const ref = useProblemFocus(make.error);
  const problem = make.error ? asProblem(make.error) : undefined;
  if (error) return <ProblemAlert error={error} />;
  if (!team) return <RowsSkeleton rows={5} />;
  const others = team.members.filter(({ organisation }) => organisation?.id !== team.organisation);
  const named = others.filter(({ organisation }) => organisation).length;
  return (
    <form
      ref={ref}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate(named > 0);
      }}
    >
      <Stack gap="lg">
        <ProblemAlert error={problem} shown={["title", "goal", "call"]} />
        <div className={classes.two}>
          <Section title={t("draft.members", { count: others.length })}>
            <ul className={classes.plain}>
              {others.map((member) => (
                <li key={partyId(member)}>
                  <PartyLink party={member} />
                  <br />
                  <span className={classes.by}>
                    <PartyFacts party={member} />
                  </span>
                </li>
              ))}
            </ul>
            <p className={classes.words}>{t("draft.whatTheySee")}</p>
          </Section>
          <Section title={t("draft.about")}>
            <ProjectFields value={plan} set={set} problem={problem} />
          </Section>
        </div>
        <div className={classes.bar}>
          <Button variant="default" onClick={() => goTo(2)}>
            {t("draft.toTeam")}
          </Button>
          <Group gap="sm">
            <Button
              variant={named > 0 ? "default" : "filled"}
              loading={make.isPending && make.variables === false}
              disabled={make.isPending}
              onClick={() => make.mutate(false)}
            >
              {t("draft.save")}
            </Button>
            {named > 0 && (
              <Button type="submit" loading={make.isPending && make.variables} disabled={make.isPending}>
                {t("draft.invite", { count: named })}
              </Button>
            )}
          </Group>
        </div>
      </Stack>
    </form>
  );
}

interface Fields {
  title: Text;
  goal: Text;
  call: string;
}

interface FieldsProps {
  value: Fields;
  set: (change: Partial<Fields>) => void;
  problem: Problem | undefined;
}

/** What a project draft says of itself. */
export function ProjectFields({ value, set, problem }: FieldsProps) {
  const { t } = useTranslation("projects");
  const errors = problem?.byField() ?? {};
  const ofText = (field: string) => ({
    error: errors[field],
    errors: { pl: errors[`${field}.pl`], en: errors[`${field}.en`] } as { pl?: string; en?: string },
  });
  return (
    <Stack gap="md">
      <BilingualText
        label={t("draft.title")}
        required
        max={LIMITS.title}
        value={value.title}
        onChange={(title) => set({ title })}
        {...ofText("title")}
      />
      <BilingualText
        label={t("draft.goal")}
        description={t("draft.goalHint")}
        multiline
        max={LIMITS.goal}
        value={value.goal}
        onChange={(goal) => set({ goal })}
        {...ofText("goal")}
      />
      <TextInput
        label={t("draft.call")}
        description={t("draft.callHint")}
        maxLength={LIMITS.call}
        value={value.call}
        error={errors.call}
        onChange={(event) => set({ call: event.currentTarget.value })}
      />
    </Stack>
  );
}
