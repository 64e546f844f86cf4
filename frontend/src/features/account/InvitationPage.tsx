import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/shared/api/problem";
import { sessionQuery } from "@/shared/api/session";
import { textIn } from "@/shared/api/text";
import { useWords } from "@/shared/code/codes";
import { useFormat } from "@/shared/i18n/useFormat";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { ProblemAlert } from "@/shared/ui/ProblemAlert";
import { acceptInvitation, type Invitation, invitationQuery, joinInvitation } from "./api";
import { Entrance } from "./Entrance";
import classes from "./Entrance.module.css";
import { useEnter } from "./enter";
import { useProblemFocus } from "@/shared/ui/useProblemFocus";
import { EmailField, NameField, PasswordField } from "./fields";

/** Takes an account by a mailed link, or adds the roles to the account that the person has already. */
export function InvitationPage() {
  const { t } = useTranslation("account");
  const { token } = useParams({ from: "/invitation/$token" });
  const opened = useQuery(invitationQuery(token));
  return (
    <Entrance title={t("invitation.title")} lead={opened.data && <Lead invitation={opened.data} />}>
      {opened.isPending && <RowsSkeleton rows={3} />}
      {opened.isError && (
        <div className={classes.form}>
          <ProblemAlert
            error={opened.error}
            onRetry={asProblem(opened.error).passing ? () => void opened.refetch() : undefined}
          />
          <span>{t("invitation.askAgain")}</span>
        </div>
      )}
      {opened.data &&
        (opened.data.known ? (
          <Join token={token} invitation={opened.data} />
        ) : (
          <Accept token={token} invitation={opened.data} />
        ))}
    </Entrance>
  );
}

function Lead({ invitation: { grants, expiresAt } }: { invitation: Invitation }) {
  const { t } = useTranslation("account");
  const word = useWords();
  const format = useFormat();
  const roles = grants.map(({ role, cluster, organisation }) => {
    const scope = organisation?.name ?? textIn(cluster?.name, format.language);
    return scope ? `${word("role", role)} (${scope})` : word("role", role);
  });
  return t("invitation.lead", { roles: format.list(roles), until: format.date(expiresAt) });
}

interface Props {
  token: string;
  invitation: Invitation;
}

function Accept({ token, invitation }: Props) {
  const { t } = useTranslation("account");
  const enter = useEnter();
  const { language: locale } = useFormat();
  const [name, setName] = useState(invitation.name);
  const [password, setPassword] = useState("");
  const accept = useMutation({
    mutationFn: () => acceptInvitation({ token, name, password, locale }),
    onSuccess: (session) => enter(session),
  });
  const formRef = useProblemFocus(accept.error);
  const errors = accept.error ? asProblem(accept.error).byField() : {};
  return (
    <form
      ref={formRef}
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        accept.mutate();
      }}
    >
      <ProblemAlert error={accept.error} shown={["name", "password"]} />
      <EmailField value={invitation.email} onChange={() => {}} readOnly />
      <NameField value={name} onChange={setName} error={errors.name} />
      <PasswordField fresh value={password} onChange={setPassword} error={errors.password} />
      <Button type="submit" loading={accept.isPending}>
        {t("invitation.accept")}
      </Button>
    </form>
  );
}

/** The address has an account: whoever is signed in with it joins, others sign in first. */
function Join({ token, invitation }: Props) {
  const { t } = useTranslation("account");
  const enter = useEnter();
  const { data: session, isPending } = useQuery(sessionQuery);
  const join = useMutation({ mutationFn: () => joinInvitation(token), onSuccess: (joined) => enter(joined) });
  if (isPending) return <RowsSkeleton rows={2} />;
  return (
    <div className={classes.form}>
      <ProblemAlert error={join.error} />
      {session ? (
        <>
          <span>{t("invitation.joinAs", { name: session.person.name, email: session.person.email })}</span>
          <Button onClick={() => join.mutate()} loading={join.isPending}>
            {t("invitation.join")}
          </Button>
        </>
      ) : (
        <>
          <span>{t("invitation.known", { email: invitation.email })}</span>
          <Button
            renderRoot={(props) => <Link to="/sign-in" search={{ to: `/invitation/${token}` }} {...props} />}
          >
            {t("signIn.submit")}
          </Button>
        </>
      )}
    </div>
  );
}
