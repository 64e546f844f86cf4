import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFilters } from "@/shared/filters/useFilters";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { setUpStateQuery, signIn } from "./api";
import { Entrance } from "./Entrance";
import classes from "./Entrance.module.css";
import { useEnter } from "./enter";
import { EmailField, PasswordField } from "./fields";

export function SignInPage() {
  const { t } = useTranslation("account");
  const enter = useEnter();
  const { value } = useFilters();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { data: state } = useQuery(setUpStateQuery);
  const attempt = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: (session) => enter(session, value("to")),
    // What was refused is most likely the password: it is ready to be written again.
    onError: () =>
      document
        .querySelector<HTMLInputElement>('input[name="password"], input[autocomplete="current-password"]')
        ?.select(),
  });
  if (state?.needed) return <NotSetUp />;
  return (
    <Entrance title={t("signIn.title")} lead={value("to") ? t("signIn.goOn") : t("signIn.lead")}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          attempt.mutate();
        }}
      >
        <ProblemAlert error={attempt.error} />
        <EmailField value={email} onChange={setEmail} />
        <PasswordField value={password} onChange={setPassword} />
        <Button type="submit" loading={attempt.isPending}>
          {t("signIn.submit")}
        </Button>
        <span className={classes.links}>
          <Link to="/reset">{t("signIn.forgotten")}</Link>
        </span>
      </form>
    </Entrance>
  );
}

/** The root of a fresh installation: nobody can sign in yet, and how that changes. */
function NotSetUp() {
  const { t } = useTranslation("account");
  return (
    <Entrance title={t("notSetUp.title")} lead={t("notSetUp.lead")}>
      <ol className={classes.how}>
        <li>{t("notSetUp.link")}</li>
        <li>{t("notSetUp.again")}</li>
        <li>
          {t("notSetUp.command")} <code>splot admin create</code>
        </li>
      </ol>
    </Entrance>
  );
}
