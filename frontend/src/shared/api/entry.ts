import { queryOptions } from "@tanstack/react-query";
import { api } from "./request";
import type { components } from "./schema";

type Schemas = components["schemas"];

// What may be left out of a request is always there in an answer.
export type Attachment = Required<Schemas["Attachment"]>;
export type Equipment = Required<Schemas["Equipment"]>;
export type TechnologyForm = Required<Schemas["TechnologyForm"]>;
export type NeedForm = Required<Schemas["NeedForm"]>;
export type CompetenceForm = Required<Omit<Schemas["CompetenceForm"], "equipment">> & {
  equipment: Equipment[];
};

type Form = "technology" | "need" | "competence";

/** What the author of an audit entry writes; of the three forms only that of the entry's kind is there. */
export type EntryContent = Required<Omit<Schemas["EntryContent"], Form | "attachments">> & {
  attachments: Attachment[];
  technology?: TechnologyForm;
  need?: NeedForm;
  competence?: CompetenceForm;
};

export type EntryKind = Schemas["EntryItem"]["kind"];
export type Visibility = Exclude<Schemas["EntryItem"]["visibility"], "">;
export type Ref = Schemas["PersonRef"];
export type EntryItem = Schemas["EntryItem"];
export type Remark = Required<Schemas["Remark"]>;
export type Review = Omit<Schemas["Review"], "remarks"> & { remarks: Remark[] };
export type HistoryStep = Schemas["HistoryStep"];
export type EntryAction = Schemas["EntryPage"]["actions"][number];

/** One entry as far as the viewer may see it. */
export type EntryPage = Omit<Schemas["EntryPage"], "content" | "remarks" | "review"> & {
  content: EntryContent;
  remarks: Remark[];
  review?: Review;
};

// Begins with "entries", so that a change of any entry marks it stale too.
export const entryKey = (id: string) => ["entries", "one", id] as const;

export function entryQuery(id: string) {
  return queryOptions({
    queryKey: entryKey(id),
    queryFn: ({ signal }) => api.get<EntryPage>(`/entries/${encodeURIComponent(id)}`, { signal }),
  });
}
