import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { entryKey, type EntryPage } from "@/shared/api/entry";
import { api } from "@/shared/api/request";
import { useSession } from "@/shared/api/session";
import { useDraft } from "@/shared/draft/useDraft";
import { joined } from "../content/merge";
import { Desk, type Written, writtenOf } from "./desk";
import { upload } from "./upload";

/** The working copy of an entry as a draft that saves itself, and the steps that need the newest version of it. */
export function useEntryDraft(entry: EntryPage) {
  const { person } = useSession();
  const queryClient = useQueryClient();
  const [desk] = useState(() => new Desk(entry));
  const path = `/entries/${encodeURIComponent(entry.id)}`;
  const took = (page: EntryPage) => {
    desk.took(page);
    queryClient.setQueryData(entryKey(page.id), page);
    return page;
  };
  const put = (written: Written, version: number) =>
    desk.write(version, (over) => api.put<EntryPage>(path, desk.body(written), { version: over }).then(took));
  const server = useMemo(() => writtenOf(entry), [entry]);
  const draft = useDraft<Written>({
    key: `entry:${person.id}:${entry.id}`,
    server,
    save: async (written, version) => ({ value: written, version: (await put(written, version)).version }),
    merge: joined,
    load: async () => {
      const page = await api.get<EntryPage>(path);
      desk.sawFiles(page);
      queryClient.setQueryData(entryKey(page.id), page);
      return writtenOf(page);
    },
  });
  useEffect(() => {
    if (entry.version === draft.version) desk.took(entry);
  }, [desk, entry, draft.version]);
  return {
    ...draft,
    base: desk.base(draft.version),
    /** Sends a file; the text of the draft is not touched by it. */
    attach: (file: File, onProgress: (part: number) => void) =>
      desk.write(draft.version, (over) => upload(`${path}/attachments`, file, over, onProgress).then(took)),
    /** Takes a file away, together with a save of the text. */
    detach: (file: string) => {
      desk.drop(file);
      return put(draft.value, draft.version);
    },
    /** Saves what is not saved yet and submits; undefined where the save did not succeed. */
    submit: async (): Promise<EntryPage | undefined> => {
      const { phase, version } = await draft.flush();
      if (phase !== "clean" && phase !== "saved") return undefined;
      return desk.write<EntryPage>(version, (over) =>
        api.post<EntryPage>(`${path}/submit`, {}, { version: over }).then(took),
      );
    },
  };
}

export type EntryDraft = ReturnType<typeof useEntryDraft>;
