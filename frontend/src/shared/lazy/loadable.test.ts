import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Problem } from "../api/problem";
import { connection } from "../live/connection";
import { loadable } from "./loadable";
import { reloadOnce } from "./reload";

const reload = vi.fn();
const answers = vi.fn<typeof fetch>();

beforeEach(() => {
  sessionStorage.clear();
  connection.lineUp();
  reload.mockReset();
  answers.mockReset();
  vi.stubGlobal("fetch", answers);
  vi.spyOn(location, "reload").mockImplementation(reload);
});
afterEach(() => vi.unstubAllGlobals());

const gone = () => Promise.reject(new TypeError("Failed to fetch dynamically imported module"));

it("loads once, however many ask", async () => {
  const load = vi.fn(async () => "page");
  const part = loadable(load);
  expect(await Promise.all([part(), part(), part.ahead()])).toEqual(["page", "page", undefined]);
  expect(part.now).toBe("page");
  expect(load).toHaveBeenCalledOnce();
});

it("says that there is no connection instead of loading the page anew", async () => {
  answers.mockRejectedValue(new TypeError("Failed to fetch"));
  const error = await loadable(gone)().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Problem);
  expect((error as Problem).offline).toBe(true);
  expect(reload).not.toHaveBeenCalled();
});

it("loads the page anew where the part is gone and the server answers, and does not circle", async () => {
  answers.mockResolvedValue(new Response("ok"));
  void loadable(gone)();
  await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce());
  await expect(loadable(gone)()).rejects.toThrow("dynamically imported");
  expect(reload).toHaveBeenCalledOnce();
});

it("does not rely on a part that failed ahead, but harms nobody until it is needed", async () => {
  answers.mockResolvedValue(new Response("ok"));
  const load = vi.fn(gone);
  const part = loadable<string>(load);
  await part.ahead();
  expect(reload).not.toHaveBeenCalled();
  void part();
  await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce());
  expect(load).toHaveBeenCalledOnce();
});

it("may load the page anew again after a minute", () => {
  vi.useFakeTimers();
  expect(reloadOnce(reload)).toBe(true);
  expect(reloadOnce(reload)).toBe(false);
  vi.advanceTimersByTime(60_000);
  expect(reloadOnce(reload)).toBe(true);
  vi.useRealTimers();
});
