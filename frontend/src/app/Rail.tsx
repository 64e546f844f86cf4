import { VisuallyHidden } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Mark } from "@/shared/ui/Mark";
import { type Search, valueOf } from "@/shared/filters/search";
import { LazyPart } from "@/shared/lazy/LazyPart";
import { loadable } from "@/shared/lazy/loadable";
import { BAR_PLACES, isAt, type Place, RAIL_PLACES } from "./places";
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

const more = loadable(async () => (await import("./More")).More);

/** The same places at the bottom of a phone; where there are too many, the last is the way to the rest. */
export function BottomBar({ places }: { places: Place[] }) {
  const { t } = useTranslation("app");
  const shown = places.length > BAR_PLACES ? places.slice(0, BAR_PLACES - 1) : places;
  const rest = places.slice(shown.length);
  return (
    <nav className={classes.bar} aria-label={t("navigation")}>
      <Places places={shown}>
        {rest.length > 0 && (
          <li>
            <LazyPart part={more} props={{ places: rest }} silent />
          </li>
        )}
      </Places>
    </nav>
  );
}

function Places({ places, children }: { places: Place[]; children?: ReactNode }) {
  const { t } = useTranslation("app");
  const counts = useCounts();
  const { pathname, search } = useLocation();
  const cluster = valueOf(search as Search, "cluster");
  return (
    <ul className={classes.places}>
      {places.map((place) => {
        const { name, to, search: wanted, icon: Icon } = place;
        const active = isAt(place, pathname, cluster);
        return (
          <li key={name}>
            <Link
              to={to}
              search={wanted as never}
              className={classes.place}
              activeOptions={{ exact: true }}
              data-active={active || undefined}
              aria-current={active ? "page" : undefined}
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
        );
      })}
      {children}
    </ul>
  );
}
