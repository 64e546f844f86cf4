import { Outlet } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Bell } from "@/features/notifications/Bell";
import { useSession } from "@/shared/api/session";
import { Live } from "./Live";
import { AccountMenu } from "./AccountMenu";
import { Banners } from "./Banners";
import { BottomBar, Brand, Rail } from "./Rail";
import classes from "./Shell.module.css";
import { placesFor } from "./places";

/** The frame of every signed-in page: rail or bottom bar, the tools, and the page itself. */
export function Shell() {
  const { t } = useTranslation("app");
  const session = useSession();
  const places = placesFor(session);
  return (
    <Live person={session.person.id}>
      <div className={classes.shell}>
        <a href="#main" className={classes.skip}>
          {t("skip")}
        </a>
        <header className={classes.top}>
          <div className={classes.topBrand}>
            <Brand />
          </div>
          <div className={classes.tools} role="group" aria-label={t("tools")}>
            <Bell />
            <AccountMenu places={places} />
          </div>
        </header>
        <Rail places={places} />
        <main id="main" className={classes.main} tabIndex={-1}>
          <Banners />
          <Outlet />
        </main>
        <BottomBar places={places} />
      </div>
    </Live>
  );
}
