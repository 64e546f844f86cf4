import { expect, it } from "vitest";
import { adminSteps, managerSteps, memberSteps, type Step } from "./steps";

const open = (steps: Step[]) => steps.filter(({ done }) => !done).map(({ name }) => name);
const cluster = { slug: "x", goal: {}, members: 0 };
const person = (...roles: ("manager" | "auditor" | "representative")[]) => ({
  grants: roles.map((role) => ({ role })),
});

it("leads a manager through a new cluster, and is done when audits have begun", () => {
  expect(open(managerSteps(cluster, [person("manager")], false))).toEqual([
    "describeCluster",
    "addMembers",
    "inviteRepresentatives",
    "inviteAuditor",
    "firstApproved",
  ]);
  const full = { ...cluster, goal: { pl: "Opakowania" }, members: 3 };
  expect(open(managerSteps(full, [person("representative")], false))).toEqual([
    "inviteAuditor",
    "firstApproved",
  ]);
  expect(open(managerSteps(full, [person("representative"), person("auditor")], true))).toEqual([]);
});

it("leads a member from the profile to the first submitted entry", () => {
  const own = { id: "o", description: {}, keywords: [], state: "draft" };
  expect(open(memberSteps(own, []))).toEqual(["profile", "firstEntry", "submitEntry"]);
  const filled = { ...own, description: { en: "x" }, keywords: ["a"], state: "published" };
  const steps = memberSteps(filled, [{ id: "e", number: 0 }]);
  expect(open(steps)).toEqual(["submitEntry"]);
  expect(steps.at(-1)?.to).toBe("/entries/e/edit");
  expect(open(memberSteps(filled, [{ id: "e", number: 1 }]))).toEqual([]);
});

it("leads an administrator to a cluster with a manager", () => {
  expect(open(adminSteps([], []))).toEqual(["createCluster", "inviteManager"]);
  expect(open(adminSteps([cluster], []))).toEqual(["inviteManager"]);
  expect(open(adminSteps([cluster], [person("manager")]))).toEqual([]);
});
