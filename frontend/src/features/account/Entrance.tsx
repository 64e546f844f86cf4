import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { changeLanguage } from "@/shared/i18n/i18n";
import { useLanguage } from "@/shared/i18n/useFormat";
import { Mark } from "@/shared/ui/Mark";
import { usePageTitle } from "@/shared/ui/pageTitle";
import classes from "./Entrance.module.css";

interface Props {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}

/** The frame of the pages before sign-in: the mark, one card, and the other language. */
export function Entrance({ title, lead, children }: Props) {
  const heading = usePageTitle(title);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <span className={classes.brand}>
          <Mark size={34} />
          Splot
        </span>
        <OtherLanguage />
      </header>
      <main className={classes.card}>
        <h1 {...heading}>{title}</h1>
        {lead && <p className={classes.lead}>{lead}</p>}
        {children}
      </main>
    </div>
  );
}

function OtherLanguage() {
  const { t } = useTranslation("account");
  const language = useLanguage();
  const other = language === "pl" ? "en" : "pl";
  return (
    <Anchor
      component="button"
      type="button"
      size="sm"
      lang={other}
      onClick={() => void changeLanguage(other)}
    >
      {t("otherLanguage")}
    </Anchor>
  );
}
