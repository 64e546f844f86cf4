import { Outlet } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useSession } from "@/shared/api/session";
import { LazyPart } from "@/shared/lazy/LazyPart";
import { loadable } from "@/shared/lazy/loadable";
import { ConnectionBar } from "./ConnectionBar";
import { Live } from "./Live";
import { BottomBar, Brand, Rail } from "./Rail";
import { SeenPlace } from "./SeenPlace";
import classes from "./Shell.module.css";
import { placesFor } from "./places";
import { Shortcuts } from "./Shortcuts";

const tools = loadable(async () => (await import("./Tools")).Tools);

/** The frame of every signed-in page: rail or bottom bar, the tools, and the page itself. */
export function Shell() {
  const { t } = useTranslation("app");
  const session = useSession();
  const places = placesFor(session);
  return (
    <Live>
      <div className={classes.shell}>
        <a href="#main" className={classes.skip}>
          {t("skip")}
        </a>
        <header className={classes.top}>
          <div className={classes.topBrand}>
            <Brand />
          </div>
          <div className={classes.tools} role="group" aria-label={t("tools")}>
            <LazyPart part={tools} props={{ places }} silent />
          </div>
        </header>
        <Rail places={places} />
        <main id="main" className={classes.main} tabIndex={-1}>
          <ConnectionBar />
          <Outlet />
        </main>
        <BottomBar places={places} />
        <Shortcuts />
        <SeenPlace />
      </div>
    </Live>
  );
}
