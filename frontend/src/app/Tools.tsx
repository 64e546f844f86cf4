import { IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Bell } from "@/features/notifications/Bell";
import { AccountMenu } from "./AccountMenu";
import type { Place } from "./places";
import classes from "./Shell.module.css";

/** Search, bell and account menu: loaded after the page itself, because nothing on it depends on them. */
export function Tools({ places }: { places: Place[] }) {
  const { t } = useTranslation("app");
  return (
    <>
      <Link to="/search" className={classes.search} activeProps={{ "data-active": true }}>
        <IconSearch size={18} stroke={1.7} aria-hidden />
        <span>{t("places.search")}</span>
      </Link>
      <Bell />
      <AccountMenu places={places} />
    </>
  );
}
