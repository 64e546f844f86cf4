import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, redirect } from "@tanstack/react-router";
import { sessionQuery } from "@/shared/api/session";
import { changeLanguage } from "@/shared/i18n/i18n";
import type { Search } from "@/shared/filters/search";
import { BareCrashPage } from "./CrashPage";
import { lazyPage } from "./lazyPage";
import { NotFoundPage } from "./NotFoundPage";
import { Root } from "./Root";
import { Shell } from "./Shell";

interface Context {
  queryClient: QueryClient;
}

const root = createRootRouteWithContext<Context>()({
  component: Root,
  validateSearch: (search: Record<string, unknown>): Search => search as Search,
});

/** A page outside the shell, for those who are not signed in. */
function entrance<Path extends string, Name extends string>(
  path: Path,
  ...page: Parameters<typeof lazyPage<Name>>
) {
  return createRoute({ getParentRoute: () => root, path, ...lazyPage(...page) });
}

/** A page in the shell. */
function page<Path extends string, Name extends string>(
  path: Path,
  ...page: Parameters<typeof lazyPage<Name>>
) {
  return createRoute({ getParentRoute: () => inside, path, ...lazyPage(...page) });
}

// Pages for those who are not signed in.
const signIn = entrance("/sign-in", () => import("@/features/account/SignInPage"), "SignInPage", "account");
const setUp = entrance("/setup/$token", () => import("@/features/account/SetUpPage"), "SetUpPage", "account");
const invitation = entrance(
  "/invitation/$token",
  () => import("@/features/account/InvitationPage"),
  "InvitationPage",
  "account",
);
const reset = entrance("/reset/$token", () => import("@/features/account/ResetPage"), "ResetPage", "account");
const forgotten = entrance(
  "/reset",
  () => import("@/features/account/ForgottenPage"),
  "ForgottenPage",
  "account",
);

// Everything else stands in the shell and needs a session.
const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  component: Shell,
  errorComponent: BareCrashPage,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (!session)
      throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { to: location.href } });
    // The server writes its messages in this language, so the page is in it too.
    await changeLanguage(session.person.locale);
  },
});

const home = page("/", () => import("@/features/home/HomePage"), "HomePage", "home");

const organisations = page(
  "/organisations",
  () => import("@/features/organisations/OrganisationsPage"),
  "OrganisationsPage",
  "organisations",
);
const newOrganisation = page(
  "/organisations/new",
  () => import("@/features/organisations/NewOrganisationPage"),
  "NewOrganisationPage",
  "organisations",
);
const organisation = page(
  "/organisations/$id",
  () => import("@/features/organisations/OrganisationPage"),
  "OrganisationPage",
  "organisations",
);
const editOrganisation = page(
  "/organisations/$id/edit",
  () => import("@/features/organisations/EditOrganisationPage"),
  "EditOrganisationPage",
  "organisations",
);

const parked = page(
  "/platform/parked",
  () => import("@/features/platform/ParkedPage"),
  "ParkedPage",
  "platform",
);
const matching = page(
  "/platform/matching",
  () => import("@/features/platform/MatchingPage"),
  "MatchingPage",
  "platform",
  "matches",
);
const clusters = page(
  "/clusters",
  () => import("@/features/clusters/ClustersPage"),
  "ClustersPage",
  "clusters",
);
const cluster = page(
  "/clusters/$slug",
  () => import("@/features/clusters/ClusterPage"),
  "ClusterPage",
  "clusters",
);

const newCluster = page(
  "/clusters/new",
  () => import("@/features/clusters/NewClusterPage"),
  "NewClusterPage",
  "clusters",
);
const editCluster = page(
  "/clusters/$slug/edit",
  () => import("@/features/clusters/EditClusterPage"),
  "EditClusterPage",
  "clusters",
);

const entries = page("/entries", () => import("@/features/entries/EntriesPage"), "EntriesPage", "entries");
const newEntry = page(
  "/entries/new",
  () => import("@/features/entries/NewEntryPage"),
  "NewEntryPage",
  "entries",
);
const entry = page("/entries/$id", () => import("@/features/entries/EntryPage"), "EntryPage", "entries");
const editEntry = page(
  "/entries/$id/edit",
  () => import("@/features/entries/EditEntryPage"),
  "EditEntryPage",
  "entries",
);
const compareEntry = page(
  "/entries/$id/compare",
  () => import("@/features/entries/CompareEntryPage"),
  "CompareEntryPage",
  "entries",
);
const reviewEntry = page(
  "/entries/$id/review",
  () => import("@/features/entries/ReviewPage"),
  "ReviewPage",
  "queue",
  "entries",
);

const queue = page("/queue", () => import("@/features/queue/QueuePage"), "QueuePage", "queue");

const matches = page("/matches", () => import("@/features/matches/MatchesPage"), "MatchesPage", "matches");
const match = page("/matches/$id", () => import("@/features/matches/MatchPage"), "MatchPage", "matches");

const notifications = page(
  "/notifications",
  () => import("@/features/notifications/NotificationsPage"),
  "NotificationsPage",
  "notifications",
);
const search = page("/search", () => import("./SearchPlace"), "SearchPlace", "search", "watches");
const projects = page(
  "/projects",
  () => import("@/features/projects/ProjectsPage"),
  "ProjectsPage",
  "projects",
);
const newProject = page(
  "/projects/new",
  () => import("@/features/projects/compose/ComposePage"),
  "ComposePage",
  "projects",
);
const project = page(
  "/projects/$id",
  () => import("@/features/projects/project/ProjectPage"),
  "ProjectPage",
  "projects",
);
const glossary = page(
  "/glossary",
  () => import("@/features/glossary/GlossaryPage"),
  "GlossaryPage",
  "glossary",
);
const watches = page("/watches", () => import("@/features/watches/WatchesPage"), "WatchesPage", "watches");
const watch = page("/watches/$id", () => import("@/features/watches/WatchPage"), "WatchPage", "watches");
const settings = page(
  "/settings",
  () => import("@/features/settings/SettingsPage"),
  "SettingsPage",
  "settings",
);

// What no other route is: in the shell, with its ways on.
const nowhere = createRoute({ getParentRoute: () => inside, path: "$", component: NotFoundPage });

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
    nowhere,
  ]),
]);
