import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/i18n/useFormat";
import { StateBadge } from "@/shared/ui/Badges";
import type { Alternative, Capability, Coverage, TeamMember } from "../api";
import { Score } from "../Matrix";
import { CoverageEntry, PartyFacts, PartyLink, usePartyName } from "../party";
import classes from "../projects.module.css";
import { type Named, partyId } from "./plan";

interface Props {
  member: TeamMember;
  capabilities: Capability[];
  initiator: boolean;
  /** Asked for, so that it stays when the team is composed anew. */
  kept: boolean;
  onExclude: (party: Named) => void;
  onKeep: (party: Named) => void;
  onSwap: (out: Named, instead: Named) => void;
}

/** A member: why it is in, what it covers, and who could stand in its place. */
export function MemberCard({ member, capabilities, initiator, kept, onExclude, onKeep, onSwap }: Props) {
  const { t } = useTranslation("projects");
  const name = usePartyName();
  const named = { id: partyId(member), name: name(member) };
  return (
    <li className={classes.card}>
      <div>
        <h3>
          <PartyLink party={member} />
        </h3>
        <div className={classes.facts}>
          <PartyFacts party={member} /> {kept && <StateBadge>{t("team.keptMark")}</StateBadge>}
        </div>
      </div>
      <Reasons member={member} capabilities={capabilities} />
      <Covers covers={member.covers} capabilities={capabilities} />
      {member.alternatives.length > 0 && (
        <details className={classes.more}>
          <summary>{t("team.alternatives", { count: member.alternatives.length })}</summary>
          <ul className={classes.plain}>
            {member.alternatives.map((one) => (
              <AlternativeRow
                key={partyId(one)}
                alternative={one}
                capabilities={capabilities}
                onSwap={() => onSwap(named, { id: partyId(one), name: name(one) })}
              />
            ))}
          </ul>
        </details>
      )}
      {!initiator && (
        <div className={classes.cardActions}>
          <Button
            size="xs"
            variant="default"
            aria-label={t("team.excludeOf", { name: named.name })}
            onClick={() => onExclude(named)}
          >
            {t("team.exclude")}
          </Button>
          {!kept && (
            <Button
              size="xs"
              variant="default"
              aria-label={t("team.keepOf", { name: named.name })}
              onClick={() => onKeep(named)}
            >
              {t("team.keep")}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function useCapabilityNames(capabilities: Capability[]) {
  const { t } = useTranslation("projects");
  const format = useFormat();
  return (indexes: number[]) =>
    format.list(indexes.map((index) => t("quoted", { text: capabilities[index]?.name ?? "" })));
}

function Reasons({ member: { reasons }, capabilities }: { member: TeamMember; capabilities: Capability[] }) {
  const { t } = useTranslation("projects");
  const names = useCapabilityNames(capabilities);
  return (
    <ul className={classes.reasons} aria-label={t("team.why")}>
      {reasons.map(({ code, capabilities: about }) => (
        <li key={code}>{t(`reason.${code}`, { capabilities: names(about) })}</li>
      ))}
    </ul>
  );
}

/** What is covered, by which entry and how well. */
export function Covers({ covers, capabilities }: { covers: Coverage[]; capabilities: Capability[] }) {
  if (covers.length === 0) return null;
  return (
    <ul className={classes.plain}>
      {covers.map((one) => (
        <li key={one.capability} className={classes.covered}>
          <span>
            {capabilities[one.capability]?.name}
            <br />
            <span className={classes.by}>
              <CoverageEntry coverage={one} />
            </span>
          </span>
          <Score value={one.score} />
        </li>
      ))}
    </ul>
  );
}

interface AlternativeProps {
  alternative: Alternative;
  capabilities: Capability[];
  onSwap: () => void;
}

function AlternativeRow({ alternative, capabilities, onSwap }: AlternativeProps) {
  const { t } = useTranslation("projects");
  const names = useCapabilityNames(capabilities);
  const name = usePartyName();
  const { covers, loses } = alternative;
  return (
    <li className={classes.covered}>
      <span>
        <PartyLink party={alternative} />
        <br />
        <span className={classes.by}>
          {t("team.wouldCover", { capabilities: names(covers.map(({ capability }) => capability)) })}{" "}
          {loses.length > 0 && t("team.wouldLose", { capabilities: names(loses) })}
        </span>
      </span>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t("team.swapOf", { name: name(alternative) })}
        onClick={onSwap}
      >
        {t("team.swap")}
      </Button>
    </li>
  );
}
