import { useTranslation } from "react-i18next";
import type { Grant } from "@/shared/api/session";
import { textIn } from "@/shared/api/text";
import { useWords } from "@/shared/code/codes";
import { useLanguage } from "@/shared/i18n/useFormat";
import classes from "./clusters.module.css";

/** Roles in words, each with its scope where that is not the cluster itself. */
export function Grants({ grants }: { grants: Grant[] }) {
  const { t } = useTranslation("clusters");
  const say = useGrantText();
  if (grants.length === 0) return <span>{t("noRoles")}</span>;
  return (
    <span className={classes.roles}>
      {grants.map((grant) => (
        <span key={say(grant)}>{say(grant)}</span>
      ))}
    </span>
  );
}

/** "audytor, Makros" or "przedstawiciel członka, Opakowania Mazur". */
export function useGrantText() {
  const word = useWords();
  const language = useLanguage();
  return ({ role, cluster, organisation }: Grant): string =>
    [word("role", role), organisation?.name ?? textIn(cluster?.name, language)].filter(Boolean).join(", ");
}
