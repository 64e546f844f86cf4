import { describe, expect, it } from "vitest";
import type { Capability, Project, Team } from "../api";
import {
  blank,
  exclude,
  formOf,
  formOfProject,
  include,
  release,
  wanted,
  withBlank,
  titled,
  withSuggested,
} from "./plan";

const capability = (name: string): Capability => ({
  name,
  words: [],
  concepts: [],
  weight: 2,
  required: true,
});

describe("suggestions", () => {
  it("are added once, whatever their case", () => {
    const list = withSuggested([], [capability("Folia"), capability("Badania")], 24);
    const kept = list.map((one) => ({ ...one, suggested: false }));
    const again = withSuggested(kept, [capability("folia "), capability("Druk")], 24);
    expect(again.map(({ name }) => name)).toEqual(["Folia", "Badania", "Druk"]);
    expect(new Set(again.map(({ key }) => key)).size).toBe(3);
  });

  it("go with the text that they came from, but for what somebody put in or changed", () => {
    const first = withSuggested([], [capability("Folia"), capability("Badania")], 24);
    const edited = withBlank(
      first.map((one) => (one.name === "Badania" ? { ...one, suggested: false } : one)),
    );
    const again = withSuggested(edited, [capability("Druk")], 24);
    expect(again.map(({ name }) => name)).toEqual(["Badania", "", "Druk"]);
    expect(new Set(again.map(({ key }) => key)).size).toBe(3);
  });

  it("bring a title, until somebody writes one", () => {
    const plan = { ...blank("o1"), ...titled(blank("o1"), "Nabór A\nreszta", "pl") };
    expect(plan.title).toEqual({ pl: "Nabór A" });
    expect(titled(plan, "Nabór B", "pl").title).toEqual({ pl: "Nabór B" });
    expect(titled({ ...plan, title: { pl: "Własny" } }, "Nabór B", "pl")).toEqual({});
    expect(titled(plan, "słowo ".repeat(40), "pl").title?.pl?.length).toBeLessThanOrEqual(120);
  });

  it("go no further than the bound", () => {
    const many = Array.from({ length: 30 }, (_, index) => capability(`C${index}`));
    expect(withSuggested([], many, 24)).toHaveLength(24);
  });
});

it("asks only for what is named", () => {
  const list = withBlank(withSuggested([], [capability(" Folia ")], 24));
  expect(list).toHaveLength(2);
  expect(wanted(list)).toEqual([capability("Folia")]);
});

describe("a party", () => {
  const mazur = { id: "o1", name: "Mazur" };
  const none = { include: [], exclude: [] };

  it("is either in or out", () => {
    expect(exclude(include(none, mazur), mazur)).toEqual({ include: [], exclude: [mazur] });
    expect(include(exclude(none, mazur), mazur)).toEqual({ include: [mazur], exclude: [] });
  });

  it("is named once", () => {
    expect(include(include(none, mazur), mazur).include).toEqual([mazur]);
  });

  it("can be let free again", () => {
    expect(release(exclude(none, mazur), "o1")).toEqual(none);
  });
});

const owner = { origin: "enterprise", size: "", voivodeship: "" };
const covers = [{ capability: 0, entry: "e1", score: 65.06, only: true, best: true }];

it("makes a project of the team without its owner", () => {
  const plan = {
    ...blank("o1"),
    capabilities: withSuggested([], [capability("Folia")], 24),
    call: " SMART ",
  };
  const team = {
    organisation: "o1",
    members: [
      { organisation: { id: "o1", name: "Mazur" }, owner, covers: [], reasons: [], alternatives: [] },
      { organisation: { id: "o2", name: "Instytut" }, owner, covers, reasons: [], alternatives: [] },
      { entry: "e9", title: { pl: "Zapowiedź" }, owner, covers: [], reasons: [], alternatives: [] },
    ],
  } as unknown as Team;
  const form = formOf(plan, team, "n1");
  expect(form.call).toBe("SMART");
  expect(form.members).toEqual([
    { organisation: "o2", role: "partner", covers: [{ capability: 0, entry: "e1", score: 65.06 }] },
    { entry: "e9", role: "partner", covers: [] },
  ]);
});

it("saves a project as it is", () => {
  const project = {
    title: { pl: "Projekt" },
    goal: {},
    call: "",
    need: "n1",
    state: "closed",
    capabilities: [capability("Folia")],
    members: [
      {
        organisation: { id: "o1", name: "Mazur" },
        owner,
        covers: [],
        role: "leader",
        invitation: "accepted",
      },
      { entry: "e9", title: { pl: "Zapowiedź" }, owner, covers, role: "partner", invitation: "invited" },
    ],
  } as unknown as Project;
  const form = formOfProject(project);
  expect([form.closed, form.need]).toEqual([true, "n1"]);
  expect(form.members?.map(({ role }) => role)).toEqual(["leader", "partner"]);
  expect(form.members?.[1]).toEqual({
    entry: "e9",
    role: "partner",
    covers: [{ capability: 0, entry: "e1", score: 65.06 }],
  });
});
