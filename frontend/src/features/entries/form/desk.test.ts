import { describe, expect, it } from "vitest";
import type { EntryPage } from "@/shared/api/entry";
import { Desk } from "./desk";

const page = (version: number, title: string, files: string[] = []) =>
  ({
    version,
    kind: "need",
    content: {
      title: { pl: title },
      attachments: files.map((id) => ({ id, name: `${id}.pdf`, type: "application/pdf", size: 1 })),
    },
  }) as unknown as EntryPage;

describe("Desk", () => {
  it("sends the files with the text, by id only", () => {
    const desk = new Desk(page(1, "a", ["f1", "f2"]));
    desk.drop("f1");
    expect(desk.body({ title: { pl: "b" } } as never)).toEqual({
      title: { pl: "b" },
      attachments: [{ id: "f2" }],
    });
  });

  it("knows what a draft began from, also after its own writes", async () => {
    const desk = new Desk(page(1, "a"));
    expect(desk.base(1)?.title).toEqual({ pl: "a" });
    await desk.write(1, async () => {
      desk.took(page(2, "b"));
      return { version: 2 };
    });
    expect(desk.base(1)?.title).toEqual({ pl: "b" });
    expect(desk.base(2)?.title).toEqual({ pl: "b" });
  });

  it("does not know the beginning of a draft from before it was opened", () => {
    expect(new Desk(page(5, "a")).base(3)).toBeUndefined();
  });

  it("keeps the files of somebody else's save", () => {
    const desk = new Desk(page(1, "a", ["f1"]));
    desk.sawFiles(page(2, "theirs", ["f1", "f2"]));
    expect(desk.body({} as never).attachments).toEqual([{ id: "f1" }, { id: "f2" }]);
    expect(desk.base(1)?.title).toEqual({ pl: "a" });
  });
});
