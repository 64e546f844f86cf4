import { describe, expect, it } from "vitest";
import type { Role, Session } from "@/shared/api/session";
import { isAt, placesFor, RAIL_PLACES } from "./places";

const makros = { id: "c1", slug: "makros", name: { pl: "MAKROS" } };

function session(roles: Role[], can: string[] = []): Session {
  return {
    id: "s",
    person: {
      id: "p",
      name: "Anna",
      email: "a@x.example",
      locale: "pl",
      scheme: "auto",
      contact: { function: "", phone: "", shares: [] },
    },
    grants: roles.map((role) => ({
      role,
      canTake: false,
      ...(role === "manager" || role === "auditor" ? { cluster: makros } : {}),
      ...(role === "representative" ? { organisation: { id: "o1", name: "Mazur" } } : {}),
    })),
    can,
  };
}

const projects = ["project.list"];

describe("placesFor", () => {
  it.each([
    [["manager"], projects, ["home", "cluster", "queue", "matches", "entries", "projects", "organisations"]],
    [
      ["representative"],
      projects,
      ["home", "matches", "ownEntries", "projects", "organisations", "clusters"],
    ],
    [["auditor"], [], ["home", "queue", "entries", "organisations", "clusters"]],
    [["admin"], ["match.rematch"], ["home", "clusters", "entries", "organisations", "platform"]],
  ] as const)("%s", (roles, can, want) => {
    const places = placesFor(session([...roles], [...can]));
    expect(places.map(({ name }) => name)).toEqual(want);
    expect(places.length).toBeGreaterThanOrEqual(5);
    expect(places.length).toBeLessThanOrEqual(RAIL_PLACES);
  });

  it("leads a manager to the own cluster, and keeps its entries beside the own organisation's", () => {
    const places = placesFor(session(["manager", "representative"], projects));
    expect(places.find(({ name }) => name === "cluster")?.to).toBe("/clusters/makros");
    expect(places.find(({ name }) => name === "clusterEntries")?.search).toEqual({ cluster: "c1" });
    expect(places.findIndex(({ name }) => name === "clusterEntries")).toBeLessThan(RAIL_PLACES);
  });
});

describe("isAt", () => {
  const all = placesFor(session(["manager", "representative"], projects));
  it.each([
    ["/", "", ["home"]],
    ["/entries/1/review", "", ["queue"]],
    ["/entries/1", "", ["ownEntries"]],
    ["/entries", "c1", ["clusterEntries"]],
    ["/clusters/makros", "", ["cluster"]],
    ["/clusters/makros/edit", "", ["cluster"]],
    ["/organisations/1", "", ["organisations"]],
    ["/watches", "", []],
  ])("%s", (path, cluster, want) => {
    expect(all.filter((place) => isAt(place, path, cluster)).map(({ name }) => name)).toEqual(want);
  });
});
