import { useTranslation } from "react-i18next";
import { StateBadge, type Tone } from "@/shared/ui/Badges";
import type { Invitation, ProjectState } from "./api";

const stateTones: Record<ProjectState, Tone> = {
  draft: "plain",
  inviting: "busy",
  formed: "good",
  closed: "plain",
};

export function ProjectStateBadge({ state }: { state: ProjectState }) {
  const { t } = useTranslation("projects");
  return <StateBadge tone={stateTones[state]}>{t(`state.${state}`)}</StateBadge>;
}

const invitationTones: Record<Invitation, Tone> = {
  proposed: "plain",
  invited: "busy",
  accepted: "good",
  declined: "bad",
};

export function InvitationBadge({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation("projects");
  return <StateBadge tone={invitationTones[invitation]}>{t(`invitation.${invitation}`)}</StateBadge>;
}
