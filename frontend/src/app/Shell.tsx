import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/shared/api/session";
import { Live } from "./Live";
import { Banners } from "./Banners";
import { BottomBar, Brand, Rail } from "./Rail";
import classes from "./Shell.module.css";
import { placesFor } from "./places";

const Tools = lazy(() => import("./Tools"));

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
            <Suspense>
              <Tools places={places} />
            </Suspense>
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
