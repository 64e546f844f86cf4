import { Popover, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { IconBell } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { unreadQuery } from "./api";
import classes from "./Bell.module.css";

const Latest = lazy(() => import("./Latest"));

/** The bell: how many are unread, live, and the latest of them. */
export function Bell() {
  const { t } = useTranslation("app");
  const [opened, { toggle, close }] = useDisclosure(false);
  const { data: unread = 0 } = useQuery(unreadQuery);
  return (
    <Popover
      opened={opened}
      onChange={(open) => !open && close()}
      position="bottom-end"
      width="min(26rem, calc(100vw - 1rem))"
      shadow="md"
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <UnstyledButton className={classes.bell} onClick={toggle} aria-label={t("bell", { count: unread })}>
          <IconBell size={20} stroke={1.7} aria-hidden />
          {unread > 0 && (
            <span className={classes.count} aria-hidden>
              {unread > 99 ? "99+" : unread}
            </span>
          )}
        </UnstyledButton>
      </Popover.Target>
      <span className={classes.said} role="status">
        {unread > 0 && t("bell", { count: unread })}
      </span>
      <Popover.Dropdown p={0} aria-label={t("bell", { count: unread })}>
        <Suspense fallback={<RowsSkeleton rows={3} />}>
          <Latest onFollow={close} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
