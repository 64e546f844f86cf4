import type { Text } from "./text";

// The API's shapes that several features show. A feature's own stand in its api.ts.

export interface OrganisationRef {
  id: string;
  name: string;
}

export interface ClusterRef {
  id: string;
  slug: string;
  name: Text;
}

export interface PersonRef {
  id: string;
  name: string;
}

export type Size = "" | "micro" | "small" | "medium" | "large";

export type Cooperation =
  "licence" | "sale" | "joint_rd" | "pilot" | "spin_off" | "contract_manufacturing" | "service";

export type Origin = "enterprise" | "science" | "business_support" | "public_administration" | "other";

export interface Cluster {
  id: string;
  version: number;
  slug: string;
  name: Text;
  sector: string;
  goal: Text;
  voivodeship: string;
  stage: "idea" | "initiated" | "formalised" | "mature";
  coordinator: OrganisationRef | null;
  fundingNotice: Text;
  /** How many member organisations it has. */
  members: number;
  canEdit: boolean;
  /** Members and people. */
  canManage: boolean;
}

/** An organisation's profile, as it is written. */
export interface OrganisationForm {
  name: string;
  origin: Origin;
  /** Of enterprises; empty otherwise. */
  size: Size;
  /** The NIP in Poland; elsewhere the VAT number with its country's letters. */
  nip: string;
  /** ISO 3166-1. */
  country: string;
  /** In Poland; empty elsewhere. */
  voivodeship: string;
  city: string;
  pkd: string[];
  kis: string[];
  languages: string[];
  website: string;
  description: Text;
  keywords: string[];
  certifications: string[];
  cooperationForms: Cooperation[];
  /** Organisations it is never matched with; only its representatives see and set them. */
  excluded?: string[] | null;
}

export interface Organisation extends OrganisationForm {
  id: string;
  version: number;
  state: "draft" | "published" | "archived";
  clusters: ClusterRef[];
  /** The viewer represents it. */
  own: boolean;
  canEdit: boolean;
  canPublish: boolean;
  canArchive: boolean;
}

/** An entry in a list, as far as the viewer may see it. */
export interface EntryItem {
  id: string;
  version: number;
  kind: "need" | "technology" | "competence";
  state: "draft" | "submitted" | "in_review" | "changes_requested" | "approved" | "withdrawn" | "expired";
  title: Text;
  teaser: Text;
  trl: number | null;
  visibility: "" | "cluster" | "network" | "teaser";
  /** null where the owner is not shown to the viewer. */
  organisation: OrganisationRef | null;
  owner: { origin: string; size: string; voivodeship: string };
  cluster: ClusterRef | null;
  number: number;
  live: boolean;
  auditor?: PersonRef;
  own: boolean;
  submittedAt: string | null;
  approvedAt: string | null;
  validUntil: string | null;
  updatedAt: string;
  blocked?: "own_organisation" | "wrote" | "represented" | "not_assigned";
}
