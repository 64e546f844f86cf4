import { Menu, UnstyledButton } from "@mantine/core";
import { IconDots, IconEye, IconLanguage } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Place } from "./places";
import classes from "./Shell.module.css";

/** The places that a phone's bottom bar has no room for. */
export function More({ places }: { places: Place[] }) {
  const { t } = useTranslation("app");
  return (
    <Menu position="top-end" width={240} shadow="md" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <UnstyledButton className={classes.place}>
          <IconDots size={18} stroke={1.6} aria-hidden />
          <span>{t("places.more")}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {places.map(({ name, to, search, icon: Icon }) => (
          <Menu.Item
            key={name}
            leftSection={<Icon size={16} aria-hidden />}
            renderRoot={(props) => <Link to={to} search={search as never} {...props} />}
          >
            {t(`places.${name}`)}
          </Menu.Item>
        ))}
        <Menu.Item
          leftSection={<IconEye size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/watches" {...props} />}
        >
          {t("places.watches")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLanguage size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/glossary" {...props} />}
        >
          {t("places.glossary")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
