import "i18next";
import type app from "../../app/locales/pl.json";
import type account from "../../features/account/locales/pl.json";
import type clusters from "../../features/clusters/locales/pl.json";
import type entries from "../../features/entries/locales/pl.json";
import type glossary from "../../features/glossary/locales/pl.json";
import type home from "../../features/home/locales/pl.json";
import type matches from "../../features/matches/locales/pl.json";
import type notifications from "../../features/notifications/locales/pl.json";
import type organisations from "../../features/organisations/locales/pl.json";
import type platform from "../../features/platform/locales/pl.json";
import type projects from "../../features/projects/locales/pl.json";
import type queue from "../../features/queue/locales/pl.json";
import type search from "../../features/search/locales/pl.json";
import type settings from "../../features/settings/locales/pl.json";
import type watches from "../../features/watches/locales/pl.json";
import type gap from "../gap/locales/pl.json";
import type membership from "../membership/locales/pl.json";
import type shared from "./locales/pl.json";

// Keys are checked against the Polish texts; a test holds the English ones to the same keys.
declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "shared";
    resources: {
      shared: typeof shared;
      app: typeof app;
      account: typeof account;
      clusters: typeof clusters;
      entries: typeof entries;
      glossary: typeof glossary;
      gap: typeof gap;
      home: typeof home;
      matches: typeof matches;
      membership: typeof membership;
      notifications: typeof notifications;
      organisations: typeof organisations;
      platform: typeof platform;
      projects: typeof projects;
      queue: typeof queue;
      search: typeof search;
      settings: typeof settings;
      watches: typeof watches;
    };
  }
}
