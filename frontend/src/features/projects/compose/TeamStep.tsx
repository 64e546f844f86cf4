import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/i18n/useFormat";
import { StateBadge } from "@/shared/ui/Badges";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Section } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { type Team, teamQuery } from "../api";
import { Matrix } from "../Matrix";
import classes from "../projects.module.css";
import { Choices } from "./Choices";
import type { StepProps } from "./Composer";
import { Gaps } from "./Gaps";
import { MemberCard } from "./MemberCard";
import { exclude, include, type Plan, partyId, wanted } from "./plan";

/** The team of a plan as the server finds it; a changed plan shows the team before it until the new one is there. */
export function useTeam(plan: Plan) {
  const capabilities = wanted(plan.capabilities);
  return useQuery(
    teamQuery(
      {
        organisation: plan.organisation,
        capabilities,
        include: plan.include.map(({ id }) => id),
        exclude: plan.exclude.map(({ id }) => id),
        maxSize: plan.size,
      },
      capabilities.length > 0 && plan.organisation !== "",
    ),
  );
}

/** Who would do it: the matrix, the members with their reasons and alternatives, and what nobody covers. */
export function TeamStep({ plan, set, goTo }: StepProps) {
  const { t } = useTranslation("projects");
  const { data: team, error, isPending, refetch, isPlaceholderData } = useTeam(plan);
  const capabilities = wanted(plan.capabilities);
  return (
    <>
      <Choices plan={plan} set={set} />
      {isPending && <RowsSkeleton rows={6} />}
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {team && (
        <div className={classes.box} aria-busy={isPlaceholderData}>
          <Summary team={team} plan={plan} set={set} />
          <Matrix capabilities={capabilities} members={team.members} />
          <Gaps
            gaps={team.gaps}
            capabilities={capabilities}
            onInclude={(party) => set(include(plan, party))}
          />
          <Section title={t("team.members")}>
            <ul className={classes.cards}>
              {team.members.map((member) => (
                <MemberCard
                  key={partyId(member)}
                  member={member}
                  capabilities={capabilities}
                  initiator={member.organisation?.id === team.organisation}
                  kept={plan.include.some(({ id }) => id === partyId(member))}
                  onExclude={(party) => set(exclude(plan, party))}
                  onKeep={(party) => set(include(plan, party))}
                  onSwap={(out, instead) => set(include({ ...plan, ...exclude(plan, out) }, instead))}
                />
              ))}
            </ul>
          </Section>
        </div>
      )}
      <div className={classes.bar}>
        <Button variant="default" onClick={() => goTo(1)}>
          {t("compose.toCapabilities")}
        </Button>
        <Button disabled={!team || isPlaceholderData || team.members.length < 2} onClick={() => goTo(3)}>
          {t("compose.toDraft")}
        </Button>
      </div>
    </>
  );
}

const SIZES = [2, 3, 4, 5, 6, 8, 10, 12];

/** The team in a line: how many, how much is covered, and whether both kinds of organisation are there. */
function Summary({ team, plan, set }: { team: Team } & Pick<StepProps, "plan" | "set">) {
  const { t } = useTranslation("projects");
  const format = useFormat();
  const covered = format.number(Math.round(team.covered * 100));
  return (
    <div className={classes.bar}>
      <div>
        <div className={classes.summary} role="status">
          <strong>{t("team.size", { count: team.members.length })}</strong>
          <span>{t("team.covered", { percent: covered })}</span>
          {(["enterprise", "science"] as const).map((origin) =>
            team.missing.includes(origin) ? (
              <StateBadge key={origin} tone="bad">
                {t(`team.missing.${origin}`)}
              </StateBadge>
            ) : (
              <StateBadge key={origin} tone="good">
                {t(`team.has.${origin}`)}
              </StateBadge>
            ),
          )}
        </div>
        <p className={classes.words}>
          {t(team.exact ? "team.exact" : "team.found")} {t("team.rule")}
        </p>
      </div>
      <Select
        label={t("team.most")}
        size="xs"
        w={150}
        data={SIZES.map((size) => ({ value: String(size), label: t("team.size", { count: size }) }))}
        value={String(plan.size)}
        onChange={(next) => next && set({ size: Number(next) })}
        allowDeselect={false}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
    </div>
  );
}
