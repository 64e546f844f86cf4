import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFilters } from "@/shared/filters/useFilters";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { signIn } from "./api";
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
  const attempt = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: (session) => enter(session, value("to")),
  });
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
