import { Popover, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { IconBell } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { loadTexts } from "@/shared/i18n/i18n";
import { LazyPart } from "@/shared/lazy/LazyPart";
import { loadable } from "@/shared/lazy/loadable";
import { RowsSkeleton } from "@/shared/ui/Loading";
import { unreadQuery } from "./api";
import classes from "./Bell.module.css";

const latest = loadable(async () => {
  const [{ Latest }] = await Promise.all([import("./Latest"), loadTexts("notifications")]);
  return Latest;
});

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
        <LazyPart part={latest} props={{ onFollow: close }} fallback={<RowsSkeleton rows={3} />} />
      </Popover.Dropdown>
    </Popover>
  );
}
