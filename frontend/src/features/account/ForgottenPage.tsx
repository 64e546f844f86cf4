import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { askReset } from "./api";
import { Entrance } from "./Entrance";
import classes from "./Entrance.module.css";
import { EmailField } from "./fields";

/** Asks for a mail with which to set a new password. The answer is the same for every address. */
export function ForgottenPage() {
  const { t } = useTranslation("account");
  const [email, setEmail] = useState("");
  const ask = useMutation({ mutationFn: () => askReset(email.trim()) });
  return (
    <Entrance title={t("forgotten.title")} lead={ask.isSuccess ? undefined : t("forgotten.lead")}>
      {ask.isSuccess ? (
        <p role="status">{t("forgotten.sent", { email: email.trim() })}</p>
      ) : (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            ask.mutate();
          }}
        >
          <ProblemAlert error={ask.error} />
          <EmailField value={email} onChange={setEmail} />
          <Button type="submit" loading={ask.isPending}>
            {t("forgotten.submit")}
          </Button>
        </form>
      )}
      <p className={classes.links}>
        <Link to="/sign-in">{t("forgotten.back")}</Link>
      </p>
    </Entrance>
  );
}
