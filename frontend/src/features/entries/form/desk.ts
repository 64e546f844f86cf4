import type { Attachment, EntryContent, EntryPage } from "@/shared/api/entry";
import type { Versioned } from "@/shared/draft/keeper";
import { withForm } from "../content/blank";
import { Writer } from "./writer";

/** What the author types: a content without its files, which are sent and removed on their own. */
export type Written = Omit<EntryContent, "attachments">;

export const writtenOf = ({ kind, content, version }: EntryPage): Versioned<Written> => {
  const written: Written & { attachments?: unknown } = { ...withForm(kind, content) };
  delete written.attachments;
  return { value: written, version };
};

/** What one tab knows of the entry that is written in it, beside the text itself. */
export class Desk extends Writer {
  private files: Attachment[];
  private began: Versioned<Written>;

  constructor(entry: EntryPage) {
    super();
    this.files = entry.content.attachments;
    this.began = writtenOf(entry);
  }

  /** Takes in what the server has. */
  took(entry: EntryPage) {
    this.files = entry.content.attachments;
    this.began = writtenOf(entry);
  }

  /** Takes in files only: someone else saved, and the text of the draft still stands on the version before. */
  sawFiles(entry: EntryPage) {
    this.files = entry.content.attachments;
  }

  drop(file: string) {
    this.files = this.files.filter(({ id }) => id !== file);
  }

  /** The body of a save: the text with the files that the entry keeps. */
  body(written: Written) {
    return { ...written, attachments: this.files.map(({ id }) => ({ id })) };
  }

  /** What the draft over that version began from; undefined where this tab has not seen it. */
  base(version: number): Written | undefined {
    return this.began.version === this.latest(version) ? this.began.value : undefined;
  }
}
