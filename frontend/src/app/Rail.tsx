import { VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Mark } from "@/shared/ui/Mark";
import { BAR_PLACES, type Place, RAIL_PLACES } from "./places";
import classes from "./Shell.module.css";
import { useCounts } from "./counts";

export function Brand() {
  return (
    <Link to="/" className={classes.brand}>
      <Mark />
      Splot
    </Link>
  );
}

/** The left rail of wide screens. */
export function Rail({ places }: { places: Place[] }) {
  const { t } = useTranslation("app");
  return (
    <nav className={classes.rail} aria-label={t("navigation")}>
      <Brand />
      <Places places={places.slice(0, RAIL_PLACES)} />
    </nav>
  );
}

/** The same places at the bottom of a phone. */
export function BottomBar({ places }: { places: Place[] }) {
  const { t } = useTranslation("app");
  return (
    <nav className={classes.bar} aria-label={t("navigation")}>
      <Places places={places.slice(0, BAR_PLACES)} />
    </nav>
  );
}

function Places({ places }: { places: Place[] }) {
  const { t } = useTranslation("app");
  const counts = useCounts();
  return (
    <ul className={classes.places}>
      {places.map(({ name, to, icon: Icon }) => (
        <li key={name}>
          <Link
            to={to}
            className={classes.place}
            activeOptions={{ exact: to === "/", includeSearch: false }}
            activeProps={{ "data-active": true }}
          >
            <Icon size={18} stroke={1.6} aria-hidden />
            <span>{t(`places.${name}`)}</span>
            {counts[name] ? (
              <span className={classes.count}>
                <span aria-hidden>{counts[name]}</span>
                <VisuallyHidden>{t("new", { count: counts[name] })}</VisuallyHidden>
              </span>
            ) : null}
          </Link>
        </li>
      ))}
    </ul>
  );
}
