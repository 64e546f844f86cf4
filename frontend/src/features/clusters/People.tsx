import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { itemsOf } from "@/shared/api/list";
import type { Cluster } from "@/shared/api/model";
import { type Column, DataTable } from "@/shared/table/DataTable";
import { StateBadge } from "@/shared/ui/Badges";
import { Email } from "@/shared/ui/Email";
import { EmptyState } from "@/shared/ui/EmptyState";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { Section } from "@/shared/ui/Page";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { DateOnly } from "@/shared/ui/When";
import classes from "./clusters.module.css";
import { Grants } from "./Grants";
import { Invite } from "./Invite";
import { PersonRoles } from "./PersonRoles";
import { Trail } from "./Trail";
import { type Invitation, invitationsQuery, peopleQuery, type Person, withdrawInvitation } from "./people";

/** The people of a cluster and the invitations that are still open, for its manager. */
export function People({ cluster }: { cluster: Cluster }) {
  const { t } = useTranslation("clusters");
  const [inviting, setInviting] = useState(false);
  return (
    <div className={classes.stack}>
      <Section
        title={t("people")}
        aside={
          <Button
            size="sm"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setInviting(true)}
          >
            {t("invite")}
          </Button>
        }
      >
        <PeopleTable cluster={cluster} />
      </Section>
      <Section title={t("invitations")}>
        <Invitations cluster={cluster} />
      </Section>
      <Section title={t("trail")}>
        <Trail cluster={cluster.id} />
      </Section>
      {inviting && <Invite cluster={cluster} onClose={() => setInviting(false)} />}
    </div>
  );
}

function PeopleTable({ cluster }: { cluster: Cluster }) {
  const { t } = useTranslation("clusters");
  const [changing, setChanging] = useState<Person>();
  const list = useInfiniteQuery(peopleQuery(cluster.id));
  if (list.isPending) return <RowsSkeleton rows={4} />;
  if (list.isError) return <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />;
  const rows = itemsOf(list.data);
  if (rows.length === 0) return <EmptyState title={t("noPeople")}>{t("noPeopleText")}</EmptyState>;
  const columns: Column<Person>[] = [
    {
      key: "name",
      header: t("personName"),
      primary: true,
      cell: ({ name, disabled }) => (
        <>
          {name} {disabled && <StateBadge tone="bad">{t("disabled")}</StateBadge>}
        </>
      ),
    },
    { key: "roles", header: t("roles"), cell: ({ grants }) => <Grants grants={grants} /> },
    { key: "email", header: t("email"), cell: ({ email }) => <Email address={email} /> },
  ];
  return (
    <>
      <DataTable
        caption={t("people")}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        actions={(row) => (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => setChanging(row)}
            aria-label={t("changeRolesOf", { name: row.name })}
          >
            {t("changeRoles")}
          </Button>
        )}
        more={list.hasNextPage}
        onMore={() => void list.fetchNextPage()}
        loadingMore={list.isFetchingNextPage}
      />
      {changing && <PersonRoles person={changing} cluster={cluster} onClose={() => setChanging(undefined)} />}
    </>
  );
}

function Invitations({ cluster }: { cluster: Cluster }) {
  const { t } = useTranslation("clusters");
  const queryClient = useQueryClient();
  const list = useQuery(invitationsQuery(cluster.id));
  const withdraw = useMutation({
    mutationFn: withdrawInvitation,
    // Also after a refusal: it was accepted or withdrawn meanwhile, and the list is behind.
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["people"] }),
  });
  if (list.isPending) return <RowsSkeleton rows={2} />;
  if (list.isError) return <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data.length === 0)
    return (
      <>
        <ProblemAlert error={withdraw.error} />
        <EmptyState title={t("noInvitations")}>{t("noInvitationsText")}</EmptyState>
      </>
    );
  const columns: Column<Invitation>[] = [
    { key: "name", header: t("personName"), primary: true, cell: ({ name }) => name },
    { key: "email", header: t("email"), cell: ({ email }) => <Email address={email} /> },
    { key: "roles", header: t("roles"), cell: ({ grants }) => <Grants grants={grants} /> },
    {
      key: "state",
      header: t("invitationState"),
      cell: ({ sent, expiresAt }) => (
        <span>
          {sent ? t("sentUntil") : t("sending")} {sent && <DateOnly at={expiresAt} />}
        </span>
      ),
    },
  ];
  return (
    <>
      <ProblemAlert error={withdraw.error} />
      <DataTable
        caption={t("invitations")}
        columns={columns}
        rows={list.data}
        rowKey={({ id }) => id}
        actions={({ id, name }) => (
          <Button
            size="compact-sm"
            variant="default"
            loading={withdraw.isPending && withdraw.variables === id}
            onClick={() => withdraw.mutate(id)}
            aria-label={t("withdrawOf", { name })}
          >
            {t("withdraw")}
          </Button>
        )}
      />
    </>
  );
}
