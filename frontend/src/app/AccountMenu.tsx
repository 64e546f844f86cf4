import { Menu, UnstyledButton } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { IconEye, IconLanguage, IconLogout, IconSettings } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { signOut } from "@/features/account/api";
import { sessionQuery, useSession } from "@/shared/api/session";
import classes from "./AccountMenu.module.css";
import { type Place, RAIL_PLACES } from "./places";

/** Settings and sign-out, and the places that the rail has no room for. */
export function AccountMenu({ places }: { places: Place[] }) {
  const { t } = useTranslation("app");
  const { person } = useSession();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      queryClient.clear();
      queryClient.setQueryData(sessionQuery.queryKey, null);
      await navigate({ to: "/sign-in" });
    },
  });
  return (
    <Menu
      withInitialFocusPlaceholder={false}
      position="bottom-end"
      width={240}
      shadow="md"
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <UnstyledButton
          className={classes.avatar}
          data-initials={initialsOf(person.name)}
          aria-label={t("account", { name: person.name })}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{person.name}</Menu.Label>
        {places.slice(RAIL_PLACES).map(({ name, to, search, icon: Icon }) => (
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
        <Menu.Item
          leftSection={<IconSettings size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/settings" {...props} />}
        >
          {t("places.settings")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leave.mutate()}>
          {t("signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The first letters of the first and the last name. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? "").join("");
}
