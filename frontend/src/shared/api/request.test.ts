import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { asProblem } from "./problem";
import { api, onTraffic, presumeLost, type Traffic } from "./request";

const traffic: Traffic[] = [];
let stop = () => {};

/** A server that accepts requests and never answers. */
const hanging: typeof fetch = (_, init) =>
  new Promise((_done, failed) =>
    init?.signal?.addEventListener("abort", () => failed(init.signal?.reason as Error)),
  );

beforeEach(() => {
  vi.useFakeTimers();
  traffic.length = 0;
  stop = onTraffic((what) => traffic.push(what));
});
afterEach(() => {
  stop();
  presumeLost(false);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** How a request ends within a time. */
async function ends(request: Promise<unknown>, milliseconds: number) {
  const end = request.then(
    () => "answered",
    (error: unknown) => asProblem(error).code,
  );
  await vi.advanceTimersByTimeAsync(milliseconds);
  return Promise.race([end, Promise.resolve("waits")]);
}

it("tells whether the server was reached", async () => {
  vi.stubGlobal("fetch", async () => Response.json({}));
  await api.get("/x");
  vi.stubGlobal("fetch", async () => new Response("", { status: 404 }));
  await api.get("/x").catch(() => {});
  vi.stubGlobal("fetch", async () => new Response("", { status: 502 }));
  await api.get("/x").catch(() => {});
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  await api.get("/x").catch(() => {});
  expect(traffic).toEqual(["answered", "answered", "failed", "failed"]);
});

it("raises a doubt after three seconds, and gives up in the end", async () => {
  vi.stubGlobal("fetch", hanging);
  expect(await ends(api.get("/x"), 3_000)).toBe("waits");
  expect(traffic).toEqual(["slow"]);
  expect(await ends(api.get("/x"), 30_000)).toBe("offline");
  expect(await ends(api.post("/x"), 30_000)).toBe("waits");
});

it("keeps nobody waiting for what is read when the connection is lost", async () => {
  vi.stubGlobal("fetch", hanging);
  const read = api.get("/x");
  const write = api.post("/x");
  write.catch(() => {});
  const end = ends(read, 0);
  presumeLost(true);
  expect(await end).toBe("offline");
  expect(await ends(write, 0)).toBe("waits");
  expect(await ends(api.get("/x"), 4_000)).toBe("offline");
});

it("says nothing of a request that the page itself took back", async () => {
  vi.stubGlobal("fetch", hanging);
  const mine = new AbortController();
  const read = api.get("/x", { signal: mine.signal });
  mine.abort();
  await expect(read).rejects.toThrow();
  expect(traffic).toEqual([]);
});
