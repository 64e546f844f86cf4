import type { Invitation as OpenedInvitation } from "@/features/account/api";
import type { ClusterForm } from "@/features/clusters/api";
import type { GrantForm, Invitation, InvitationForm, Person } from "@/features/clusters/people";
import type { MatchItem } from "@/features/home/api";
import type { Notice } from "@/features/notifications/api";
import type { SearchResult } from "@/features/search/api";
import type { Preferences, SessionItem } from "@/features/settings/api";
import type { WatchForm } from "@/features/watches/api";
import type { Cluster, EntryItem, Organisation, OrganisationForm } from "@/shared/api/model";
import type { FieldProblem } from "@/shared/api/problem";
import type { components } from "@/shared/api/schema";
import type { Session } from "@/shared/api/session";

type Schema = components["schemas"];

/** An answer as it really comes: the document marks as optional what a request may leave out. */
type Filled<T> = T extends (infer Item)[]
  ? Filled<Item>[]
  : T extends object
    ? { [Key in keyof T]-?: Filled<Exclude<T[Key], undefined>> }
    : T;

/** Compiles only while what the server answers has every field that the client reads, with a type that fits. */
type Reads<Theirs extends Ours, Ours> = [Theirs, Ours];

/** Compiles only while the server takes what the client writes. */
type Writes<Ours extends Theirs, Theirs> = [Ours, Theirs];

/**
 * The client's own types against the generated ones of the API. Nothing of it runs: `npm run check` fails
 * here when the two drift apart.
 */
export type Contract = [
  Reads<Filled<Schema["Cluster"]>, Cluster>,
  Reads<Filled<Schema["Organisation"]>, Organisation>,
  Reads<Filled<Schema["EntryItem"]>, EntryItem>,
  Reads<Filled<Schema["MatchItem"]>, MatchItem>,
  Reads<Filled<Schema["Session"]>, Session>,
  Reads<Filled<Schema["SessionItem"]>, SessionItem>,
  Reads<Filled<Schema["Person"]>, Person>,
  Reads<Filled<Schema["Invitation"]>, Invitation>,
  Reads<Filled<Schema["OpenedInvitation"]>, OpenedInvitation>,
  Reads<Filled<Schema["Notice"]>, Notice>,
  Reads<Filled<Schema["SearchResult"]>, SearchResult>,
  Reads<Filled<Schema["ProblemField"]>, FieldProblem>,
  Writes<OrganisationForm, Schema["OrganisationForm"]>,
  Writes<ClusterForm, Schema["ClusterForm"]>,
  Writes<InvitationForm, Schema["InviteBody"]>,
  Writes<GrantForm, Schema["GrantForm"]>,
  Writes<WatchForm, Schema["WatchForm"]>,
  Writes<Preferences, Schema["SetPreferencesBody"]>,
];
