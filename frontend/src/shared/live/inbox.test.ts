import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { applyInbox, readInbox } from "./inbox";

it("reads what it knows and leaves out the rest", () => {
  const known = { type: "changed", resource: "match", id: "m1" };
  expect(readInbox([known, { type: "later" }, null, 3, { type: "notification" }])).toEqual([known]);
  expect(readInbox(known)).toEqual([known]);
});

it("makes stale what an event changes, and nothing else", async () => {
  const client = new QueryClient();
  const keys = [["matches", "list"], ["notifications", "unread"], ["organisations", "o1"], ["codes"]];
  for (const key of keys) client.setQueryData(key, {});
  const stale = () => keys.filter((key) => client.getQueryState(key)?.isInvalidated).map(([first]) => first);
  await applyInbox(client, { type: "changed", resource: "match", id: "m1" });
  expect(stale()).toEqual(["matches"]);
  await applyInbox(client, { type: "notification", notification: { id: "n1" } });
  expect(stale()).toEqual(["matches", "notifications", "organisations"]);
});
