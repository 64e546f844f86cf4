import type { Cluster } from "@/shared/api/model";
import type { ClusterForm } from "./api";

/** The bounds of app/cluster.go, for counters; the server decides. */
export const LIMITS = { name: 160, goal: 1000, slug: 40 };

export const BLANK: ClusterForm = {
  slug: "",
  name: {},
  sector: "",
  goal: {},
  voivodeship: "",
  stage: "idea",
  coordinator: "",
  fundingNotice: {},
};

/** The part of a cluster that its form writes. */
export function formOf(cluster: Cluster): ClusterForm {
  const { slug, name, sector, goal, voivodeship, stage, coordinator, fundingNotice } = cluster;
  return { slug, name, sector, goal, voivodeship, stage, coordinator: coordinator?.id ?? "", fundingNotice };
}

/** A short name for addresses, made from a name: "Śląska Chemia" gives "slaska-chemia". */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("ł", "l")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LIMITS.slug)
    .replace(/^-+|-+$/g, "");
}
