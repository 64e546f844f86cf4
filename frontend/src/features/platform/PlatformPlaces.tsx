import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import classes from "./platform.module.css";

const PLACES = { matching: "/platform/matching", parked: "/platform/parked" } as const;
type Place = keyof typeof PLACES;

/** The administrator's pages, beside each other. */
export function PlatformPlaces({ here }: { here: Place }) {
  const { t } = useTranslation("platform");
  return (
    <nav aria-label={t("places.label")} className={classes.places}>
      {(Object.keys(PLACES) as Place[]).map((place) => (
        <Link key={place} to={PLACES[place]} aria-current={place === here ? "page" : undefined}>
          {t(`places.${place}`)}
        </Link>
      ))}
    </nav>
  );
}
