import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { StateBadge } from "@/shared/ui/Badges";
import { Section } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { UndoBar, useUndo } from "@/shared/undo/useUndo";
import { type Project, type ProjectMember, PROJECTS, projectQuery, saveProject } from "../api";
import { Covers } from "../compose/MemberCard";
import { formOfProject, partyId } from "../compose/plan";
import { PartyFacts, PartyLink, usePartyName } from "../party";
import classes from "../projects.module.css";
import { InvitationBadge } from "../states";

type Removable = ProjectMember & { id: string };

/** Who is in the project, what they have said, and what they cover. */
export function ProjectMembers({ project }: { project: Project }) {
  const { t } = useTranslation("projects");
  const name = usePartyName();
  const queryClient = useQueryClient();
  const undo = useUndo<Removable>(async (member) => {
    const now = await queryClient.fetchQuery(projectQuery(project.id));
    const members = now.members.filter((one) => partyId(one) !== member.id);
    return saveProject(now, formOfProject({ ...now, members }));
  }, PROJECTS);
  const members = project.members
    .map((member) => ({ ...member, id: partyId(member) }))
    .filter((member) => !undo.isGone(member));
  return (
    <Section title={t("team.members")}>
      <UndoBar
        items={undo.undoable}
        say={(member) => t("page.removed", { name: name(member) })}
        onUndo={undo.undo}
      />
      <ProblemAlert error={undo.error} />
      <ul className={classes.cards}>
        {members.map((member) => (
          <Member key={member.id} member={member} project={project} onRemove={() => undo.remove(member)} />
        ))}
      </ul>
    </Section>
  );
}

interface MemberProps {
  member: Removable;
  project: Project;
  onRemove: () => void;
}

function Member({ member, project, onRemove }: MemberProps) {
  const { t } = useTranslation("projects");
  const name = usePartyName();
  const { invitation, reason, note, match, own, role } = member;
  return (
    <li className={classes.card}>
      <div>
        <h3>
          <PartyLink party={member} />
        </h3>
        <div className={classes.facts}>
          <PartyFacts party={member} />
        </div>
      </div>
      <div className={classes.summary}>
        {role === "leader" && <StateBadge>{t("role.leader")}</StateBadge>}
        {role === "leader" && invitation === "accepted" ? null : member.organisation ||
          invitation !== "proposed" ? (
          <InvitationBadge invitation={invitation} />
        ) : (
          <StateBadge tone="busy">{t("page.anonymousState")}</StateBadge>
        )}
        {own && <StateBadge>{t("page.own")}</StateBadge>}
      </div>
      {reason && (
        <div className={classes.facts}>
          {t("page.declinedBecause", { reason: t(`refusal.${reason}`) })}
          {note && ` ${t("quoted", { text: note })}`}
        </div>
      )}
      <Covers covers={member.covers} capabilities={project.capabilities} />
      {match && (
        <Link to="/matches/$id" params={{ id: match }}>
          {t("page.askedByMatch")}
        </Link>
      )}
      {project.canEdit && role !== "leader" && (
        <div className={classes.cardActions}>
          <Button
            size="xs"
            variant="default"
            aria-label={t("page.removeOf", { name: name(member) })}
            onClick={onRemove}
          >
            {t("page.remove")}
          </Button>
        </div>
      )}
    </li>
  );
}
