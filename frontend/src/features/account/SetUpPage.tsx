import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/shared/api/problem";
import { useLanguage } from "@/shared/i18n/useFormat";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { setUp, setUpStateQuery } from "./api";
import { Entrance } from "./Entrance";
import classes from "./Entrance.module.css";
import { useEnter } from "./enter";
import { useProblemFocus } from "@/shared/ui/useProblemFocus";
import { EmailField, NameField, PasswordField } from "./fields";

/** The first administrator's account, by the link that the first start printed. */
export function SetUpPage() {
  const { t } = useTranslation("account");
  const { token } = useParams({ from: "/setup/$token" });
  const enter = useEnter();
  const locale = useLanguage();
  const [form, setForm] = useState({ name: "", email: "", password: "" });
  const make = useMutation({
    mutationFn: () => setUp({ ...form, email: form.email.trim(), token, locale }),
    onSuccess: (session) => enter(session),
  });
  const { data: state } = useQuery(setUpStateQuery);
  const formRef = useProblemFocus(make.error);
  const errors = make.error ? asProblem(make.error).byField() : {};
  if (state && !state.needed && !make.isSuccess) {
    return (
      <Entrance title={t("setUp.title")} lead={t("setUp.done")}>
        <Button renderRoot={(props) => <Link to="/sign-in" {...props} />}>{t("setUp.signIn")}</Button>
      </Entrance>
    );
  }
  return (
    <Entrance title={t("setUp.title")} lead={t("setUp.lead")}>
      <form
        ref={formRef}
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <ProblemAlert error={make.error} shown={["name", "email", "password"]} />
        <NameField value={form.name} onChange={(name) => setForm({ ...form, name })} error={errors.name} />
        <EmailField
          value={form.email}
          onChange={(email) => setForm({ ...form, email })}
          error={errors.email}
        />
        <PasswordField
          fresh
          value={form.password}
          onChange={(password) => setForm({ ...form, password })}
          error={errors.password}
        />
        <Button type="submit" loading={make.isPending}>
          {t("setUp.submit")}
        </Button>
      </form>
    </Entrance>
  );
}
