import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { itemsOf } from "@/shared/api/list";
import type { Cluster } from "@/shared/api/model";
import { hasRole, useSession } from "@/shared/api/session";
import { CodeSelect } from "@/shared/code/CodeSelect";
import { useWords } from "@/shared/code/codes";
import { membersQuery } from "./api";
import classes from "./clusters.module.css";
import type { GrantForm } from "./people";

/** The animator has nothing to do before there are workshops, and only an administrator makes managers. */
const ROLES = ["representative", "auditor"] as const;
const ADMIN_ROLES = [...ROLES, "manager"] as const;

interface Props {
  cluster: Cluster;
  value: GrantForm;
  onChange: (value: GrantForm) => void;
  error?: string;
}

/** A role in the cluster, or of a representative of one of its members. */
export function GrantChoice({ cluster, value, onChange, error }: Props) {
  const { t } = useTranslation("clusters");
  const word = useWords();
  const roles = hasRole(useSession(), "admin") ? ADMIN_ROLES : ROLES;
  const members = itemsOf(useInfiniteQuery(membersQuery(cluster.id)).data);
  const choose = (role: string) =>
    onChange(role === "representative" ? { role } : { role: role as GrantForm["role"], cluster: cluster.id });
  return (
    <div className={classes.pair}>
      <CodeSelect
        label={t("role")}
        required
        options={roles.map((role) => ({ value: role, label: word("role", role) }))}
        value={value.role}
        onChange={choose}
        error={value.role === "representative" ? undefined : error}
      />
      {value.role === "representative" && (
        <CodeSelect
          label={t("organisation")}
          required
          options={members.map(({ id, name }) => ({ value: id, label: name }))}
          value={value.organisation}
          onChange={(organisation) => onChange({ role: "representative", organisation })}
          error={error}
        />
      )}
    </div>
  );
}
