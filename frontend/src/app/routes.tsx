import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, redirect } from "@tanstack/react-router";
import { sessionQuery } from "@/shared/api/session";
import { changeLanguage } from "@/shared/i18n/i18n";
import type { Search } from "@/shared/filters/search";
import { lazyPage } from "./lazyPage";
import { Root } from "./Root";
import { Shell } from "./Shell";

interface Context {
  queryClient: QueryClient;
}

const root = createRootRouteWithContext<Context>()({
  component: Root,
  validateSearch: (search: Record<string, unknown>): Search => search as Search,
});

// Pages for those who are not signed in.
const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  ...lazyPage(() => import("@/features/account/SignInPage"), "SignInPage", "account"),
});
const setUp = createRoute({
  getParentRoute: () => root,
  path: "/setup/$token",
  ...lazyPage(() => import("@/features/account/SetUpPage"), "SetUpPage", "account"),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation/$token",
  ...lazyPage(() => import("@/features/account/InvitationPage"), "InvitationPage", "account"),
});
const reset = createRoute({
  getParentRoute: () => root,
  path: "/reset/$token",
  ...lazyPage(() => import("@/features/account/ResetPage"), "ResetPage", "account"),
});
const forgotten = createRoute({
  getParentRoute: () => root,
  path: "/reset",
  ...lazyPage(() => import("@/features/account/ForgottenPage"), "ForgottenPage", "account"),
});

// Everything else stands in the shell and needs a session.
const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (!session)
      throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { to: location.href } });
    // The server writes its messages in this language, so the page is in it too.
    await changeLanguage(session.person.locale);
  },
});

const home = createRoute({
  getParentRoute: () => inside,
  path: "/",
  ...lazyPage(() => import("@/features/home/HomePage"), "HomePage", "home"),
});

const organisations = createRoute({
  getParentRoute: () => inside,
  path: "/organisations",
  ...lazyPage(
    () => import("@/features/organisations/OrganisationsPage"),
    "OrganisationsPage",
    "organisations",
  ),
});
const newOrganisation = createRoute({
  getParentRoute: () => inside,
  path: "/organisations/new",
  ...lazyPage(
    () => import("@/features/organisations/NewOrganisationPage"),
    "NewOrganisationPage",
    "organisations",
  ),
});
const organisation = createRoute({
  getParentRoute: () => inside,
  path: "/organisations/$id",
  ...lazyPage(() => import("@/features/organisations/OrganisationPage"), "OrganisationPage", "organisations"),
});
const editOrganisation = createRoute({
  getParentRoute: () => inside,
  path: "/organisations/$id/edit",
  ...lazyPage(
    () => import("@/features/organisations/EditOrganisationPage"),
    "EditOrganisationPage",
    "organisations",
  ),
});

const parked = createRoute({
  getParentRoute: () => inside,
  path: "/platform/parked",
  ...lazyPage(() => import("@/features/platform/ParkedPage"), "ParkedPage", "platform"),
});
const matching = createRoute({
  getParentRoute: () => inside,
  path: "/platform/matching",
  ...lazyPage(() => import("@/features/platform/MatchingPage"), "MatchingPage", "platform", "matches"),
});
const clusters = createRoute({
  getParentRoute: () => inside,
  path: "/clusters",
  ...lazyPage(() => import("@/features/clusters/ClustersPage"), "ClustersPage", "clusters"),
});
const cluster = createRoute({
  getParentRoute: () => inside,
  path: "/clusters/$slug",
  ...lazyPage(() => import("@/features/clusters/ClusterPage"), "ClusterPage", "clusters"),
});

const newCluster = createRoute({
  getParentRoute: () => inside,
  path: "/clusters/new",
  ...lazyPage(() => import("@/features/clusters/NewClusterPage"), "NewClusterPage", "clusters"),
});
const editCluster = createRoute({
  getParentRoute: () => inside,
  path: "/clusters/$slug/edit",
  ...lazyPage(() => import("@/features/clusters/EditClusterPage"), "EditClusterPage", "clusters"),
});

const entries = createRoute({
  getParentRoute: () => inside,
  path: "/entries",
  ...lazyPage(() => import("@/features/entries/EntriesPage"), "EntriesPage", "entries"),
});
const newEntry = createRoute({
  getParentRoute: () => inside,
  path: "/entries/new",
  ...lazyPage(() => import("@/features/entries/NewEntryPage"), "NewEntryPage", "entries"),
});
const entry = createRoute({
  getParentRoute: () => inside,
  path: "/entries/$id",
  ...lazyPage(() => import("@/features/entries/EntryPage"), "EntryPage", "entries"),
});
const editEntry = createRoute({
  getParentRoute: () => inside,
  path: "/entries/$id/edit",
  ...lazyPage(() => import("@/features/entries/EditEntryPage"), "EditEntryPage", "entries"),
});
const compareEntry = createRoute({
  getParentRoute: () => inside,
  path: "/entries/$id/compare",
  ...lazyPage(() => import("@/features/entries/CompareEntryPage"), "CompareEntryPage", "entries"),
});
const reviewEntry = createRoute({
  getParentRoute: () => inside,
  path: "/entries/$id/review",
  ...lazyPage(() => import("@/features/entries/ReviewPage"), "ReviewPage", "queue", "entries"),
});

const queue = createRoute({
  getParentRoute: () => inside,
  path: "/queue",
  ...lazyPage(() => import("@/features/queue/QueuePage"), "QueuePage", "queue"),
});

const matches = createRoute({
  getParentRoute: () => inside,
  path: "/matches",
  ...lazyPage(() => import("@/features/matches/MatchesPage"), "MatchesPage", "matches"),
});
const match = createRoute({
  getParentRoute: () => inside,
  path: "/matches/$id",
  ...lazyPage(() => import("@/features/matches/MatchPage"), "MatchPage", "matches"),
});

const notifications = createRoute({
  getParentRoute: () => inside,
  path: "/notifications",
  ...lazyPage(
    () => import("@/features/notifications/NotificationsPage"),
    "NotificationsPage",
    "notifications",
  ),
});
const search = createRoute({
  getParentRoute: () => inside,
  path: "/search",
  ...lazyPage(() => import("./SearchPlace"), "SearchPlace", "search", "watches"),
});
const projects = createRoute({
  getParentRoute: () => inside,
  path: "/projects",
  ...lazyPage(() => import("@/features/projects/ProjectsPage"), "ProjectsPage", "projects"),
});
const newProject = createRoute({
  getParentRoute: () => inside,
  path: "/projects/new",
  ...lazyPage(() => import("@/features/projects/compose/ComposePage"), "ComposePage", "projects"),
});
const project = createRoute({
  getParentRoute: () => inside,
  path: "/projects/$id",
  ...lazyPage(() => import("@/features/projects/project/ProjectPage"), "ProjectPage", "projects"),
});
const glossary = createRoute({
  getParentRoute: () => inside,
  path: "/glossary",
  ...lazyPage(() => import("@/features/glossary/GlossaryPage"), "GlossaryPage", "glossary"),
});
const watches = createRoute({
  getParentRoute: () => inside,
  path: "/watches",
  ...lazyPage(() => import("@/features/watches/WatchesPage"), "WatchesPage", "watches"),
});
const watch = createRoute({
  getParentRoute: () => inside,
  path: "/watches/$id",
  ...lazyPage(() => import("@/features/watches/WatchPage"), "WatchPage", "watches"),
});
const settings = createRoute({
  getParentRoute: () => inside,
  path: "/settings",
  ...lazyPage(() => import("@/features/settings/SettingsPage"), "SettingsPage", "settings"),
});

export const routeTree = root.addChildren([
  signIn,
  setUp,
  invitation,
  reset,
  forgotten,
  inside.addChildren([
    home,
    organisations,
    newOrganisation,
    organisation,
    editOrganisation,
    parked,
    matching,
    clusters,
    newCluster,
    cluster,
    editCluster,
    entries,
    newEntry,
    entry,
    editEntry,
    compareEntry,
    reviewEntry,
    queue,
    matches,
    match,
    notifications,
    search,
    projects,
    newProject,
    project,
    glossary,
    watches,
    watch,
    settings,
  ]),
]);
