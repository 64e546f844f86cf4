import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/i18n/useFormat";
import type { Connection } from "@/shared/live/connection";
import { useConnection } from "@/shared/live/useConnection";
import classes from "./ConnectionBar.module.css";
import { OUTDATED, wakeLive } from "./Live";

/**
 * Says how the page stands with the server, wherever one has scrolled to, for as long as it is not connected; or
 * that the server has a newer page. With a connection there is nothing.
 */
export function ConnectionBar() {
  const connection = useConnection();
  const outdated = useOutdated();
  return (
    <div role="status" className={classes.place}>
      {connection.state !== "online" ? <Disconnected connection={connection} /> : outdated && <Outdated />}
    </div>
  );
}

function Disconnected({ connection }: { connection: Exclude<Connection, { state: "online" }> }) {
  const { t } = useTranslation("app");
  const format = useFormat();
  const at = connection.state === "connecting" ? "" : format.time(connection.since);
  return (
    <div className={classes.bar} data-state={connection.state}>
      <span className={classes.text}>
        <strong>{t(`connection.${connection.state}`, { at })}</strong>{" "}
        <span className={classes.more}>{t(`connection.${connection.state}Text`)}</span>
      </span>
      {connection.state === "lost" && (
        <Button size="compact-xs" variant="default" onClick={wakeLive}>
          {t("connection.again")}
        </Button>
      )}
    </div>
  );
}

function Outdated() {
  const { t } = useTranslation("app");
  return (
    <div className={classes.bar}>
      <span className={classes.text}>{t("crash.newVersion")}</span>
      <Button size="compact-xs" variant="default" onClick={() => location.reload()}>
        {t("crash.reload")}
      </Button>
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
