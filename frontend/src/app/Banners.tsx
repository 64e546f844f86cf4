import { Button } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { OUTDATED } from "./Live";
import classes from "./Shell.module.css";

/** Says that there is no connection, for as long as there is none, or that the server has a newer page. */
export function Banners() {
  const { t } = useTranslation("app");
  const { online } = useNetwork();
  const outdated = useOutdated();
  return (
    <div role="status">
      {!online && <div className={classes.banner}>{t("offline")}</div>}
      {online && outdated && (
        <div className={classes.banner}>
          {t("crash.newVersion")}{" "}
          <Button size="compact-sm" variant="default" onClick={() => location.reload()}>
            {t("crash.reload")}
          </Button>
        </div>
      )}
    </div>
  );
}

function useOutdated(): boolean {
  const [outdated, setOutdated] = useState(false);
  useEffect(() => {
    const tell = () => setOutdated(true);
    window.addEventListener(OUTDATED, tell);
    return () => window.removeEventListener(OUTDATED, tell);
  }, []);
  return outdated;
}
