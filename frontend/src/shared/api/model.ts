import type { components } from "./schema";

// The API's shapes that several features show, from its description only. A feature's own stand in its api.ts.
// What may be left out of a request is always there in an answer.

type Schemas = components["schemas"];

export type OrganisationRef = Schemas["OrganisationRef"];
export type ClusterRef = Schemas["ClusterRef"];
export type PersonRef = Schemas["PersonRef"];
export type Cluster = Required<Schemas["Cluster"]>;
/** An organisation's profile, as it is written; of the exclusions only representatives know. */
export type OrganisationForm = Required<Omit<Schemas["OrganisationForm"], "excluded">> &
  Pick<Schemas["OrganisationForm"], "excluded">;
export type Organisation = Required<Omit<Schemas["Organisation"], "excluded">> &
  Pick<Schemas["Organisation"], "excluded">;
export type EntryItem = Schemas["EntryItem"];
export type Origin = OrganisationForm["origin"];
export type Size = OrganisationForm["size"];
export type Cooperation = OrganisationForm["cooperationForms"][number];
