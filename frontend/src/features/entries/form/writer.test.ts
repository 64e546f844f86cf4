import { describe, expect, it } from "vitest";
import { Writer } from "./writer";

/** A server that takes a write only over the present version. */
function server(version = 1) {
  const log: string[] = [];
  return {
    log,
    elsewhere: () => version++,
    put: (name: string) => async (over: number) => {
      await Promise.resolve();
      if (over !== version) throw new Error(`${name}: stale`);
      version++;
      log.push(`${name}@${over}`);
      return { version };
    },
  };
}

describe("Writer", () => {
  it("carries a save over an upload that came in between", async () => {
    const { put, log } = server();
    const writer = new Writer();
    const upload = writer.write(1, put("upload"));
    const save = writer.write(1, put("save"));
    expect([(await upload).version, (await save).version]).toEqual([2, 3]);
    expect(log).toEqual(["upload@1", "save@2"]);
  });

  it("does not hide somebody else's change", async () => {
    const { put, elsewhere } = server();
    const writer = new Writer();
    await writer.write(1, put("save"));
    elsewhere();
    await expect(writer.write(2, put("again"))).rejects.toThrow("stale");
  });

  it("goes on after a write that failed", async () => {
    const { put, log } = server();
    const writer = new Writer();
    const bad = writer.write(7, put("bad"));
    const good = writer.write(1, put("good"));
    await expect(bad).rejects.toThrow("stale");
    await good;
    expect(log).toEqual(["good@1"]);
  });
});
