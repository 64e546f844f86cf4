import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/shared/api/problem";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { resetPassword } from "./api";
import { Entrance } from "./Entrance";
import classes from "./Entrance.module.css";
import { PasswordField } from "./fields";

/** Sets a new password with a mailed link; all sessions end, so the person signs in with it. */
export function ResetPage() {
  const { t } = useTranslation("account");
  const { token } = useParams({ from: "/reset/$token" });
  const [password, setPassword] = useState("");
  const reset = useMutation({ mutationFn: () => resetPassword(token, password) });
  if (reset.isSuccess) {
    return (
      <Entrance title={t("reset.doneTitle")} lead={t("reset.done")}>
        <div className={classes.form}>
          <Button renderRoot={(props) => <Link to="/sign-in" {...props} />}>{t("signIn.submit")}</Button>
        </div>
      </Entrance>
    );
  }
  return (
    <Entrance title={t("reset.title")}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          reset.mutate();
        }}
      >
        <ProblemAlert error={reset.error} shown={["password"]} />
        <PasswordField
          fresh
          label={t("reset.password")}
          value={password}
          onChange={setPassword}
          error={reset.error ? asProblem(reset.error).under("password") : undefined}
        />
        <Button type="submit" loading={reset.isPending}>
          {t("reset.submit")}
        </Button>
        <span className={classes.links}>
          <Link to="/reset">{t("reset.again")}</Link>
        </span>
      </form>
    </Entrance>
  );
}
