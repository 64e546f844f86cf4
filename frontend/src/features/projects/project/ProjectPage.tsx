import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { nameTogether } from "@/shared/i18n/format";
import { isEmpty, textIn } from "@/shared/api/text";
import { useLanguage } from "@/shared/i18n/useFormat";
import { EmptyState } from "@/shared/ui/EmptyState";
import { PageSkeleton } from "@/shared/ui/Loading";
import { LoadProblem } from "@/shared/ui/LoadProblem";
import { Page, Section } from "@/shared/ui/Page";
import { Facts, FieldText } from "@/shared/ui/TextBlock";
import { DateOnly } from "@/shared/ui/When";
import { type Project, projectQuery } from "../api";
import { Matrix } from "../Matrix";
import classes from "../projects.module.css";
import { ProjectStateBadge } from "../states";
import { AnswerPanel } from "./AnswerPanel";
import { ProjectActions } from "./ProjectActions";
import { ProjectMembers } from "./ProjectMembers";

/** A project draft: what it is about, who is in and has said what, and who covers what. */
export function ProjectPage() {
  const { t } = useTranslation("projects");
  const { id = "" } = useParams({ strict: false });
  const { data: project, error, refetch } = useQuery(projectQuery(id));
  if (error && !project) return <LoadProblem title={t("title")} error={error} onRetry={refetch} />;
  if (!project) return <PageSkeleton />;
  return <ProjectView key={project.id} project={project} />;
}

function ProjectView({ project }: { project: Project }) {
  const { t } = useTranslation("projects");
  const language = useLanguage();
  return (
    <Page
      title={textIn(project.title, language)}
      crumb={
        <span className={classes.summary}>
          <Link to="/projects">{t("title")}</Link>
          <ProjectStateBadge state={project.state} />
        </span>
      }
      actions={project.canEdit && <ProjectActions project={project} />}
    >
      <div className={classes.box}>
        {project.answer && <AnswerPanel project={project} />}
        <About project={project} />
        <ProjectMembers project={project} />
        <Section title={t("page.coverage")}>
          {project.capabilities.length === 0 ? (
            <EmptyState title={t("page.noCapabilities")}>{t("page.noCapabilitiesText")}</EmptyState>
          ) : (
            <>
              <Matrix capabilities={project.capabilities} members={present(project)} />
              <Uncovered project={project} />
            </>
          )}
        </Section>
      </div>
    </Page>
  );
}

function About({ project }: { project: Project }) {
  const { t } = useTranslation("projects");
  const { organisation, goal, call, need, createdAt } = project;
  return (
    <Section title={t("draft.about")}>
      <Stack gap="sm">
        <FieldText text={goal} empty={isEmpty(goal) ? t("page.noGoal") : undefined} />
        <Facts
          items={[
            [
              t("list.owner"),
              <Link key="owner" to="/organisations/$id" params={{ id: organisation.id }}>
                {nameTogether(organisation.name)}
              </Link>,
            ],
            [t("page.founder"), project.founder],
            [t("draft.call"), call],
            [
              t("page.need"),
              need && (
                <Link to="/entries/$id" params={{ id: need }}>
                  {t("page.toNeed")}
                </Link>
              ),
            ],
            [t("page.created"), <DateOnly key="created" at={createdAt} />],
          ]}
        />
      </Stack>
    </Section>
  );
}

/** Those who have not declined: what the others cover no longer counts. */
const present = ({ members }: Project) => members.filter(({ invitation }) => invitation !== "declined");

/** Says in words what the matrix shows as empty lines, also where it gives way to the cards. */
function Uncovered({ project }: { project: Project }) {
  const { t } = useTranslation("projects");
  const covered = new Set(
    present(project).flatMap(({ covers }) => covers.map(({ capability }) => capability)),
  );
  const open = project.capabilities.filter((_, index) => !covered.has(index));
  if (open.length === 0) return <p className={classes.words}>{t("page.allCovered")}</p>;
  return (
    <p className={classes.words}>
      {t("page.uncovered", { count: open.length })}{" "}
      {open.map(({ name }) => t("quoted", { text: name })).join(", ")}
    </p>
  );
}
