import { queryOptions } from "@tanstack/react-query";
import { listQuery } from "@/shared/api/list";
import { api, type Query } from "@/shared/api/request";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];

/** A term with its translation that a manager added. */
export type Term = Schemas["GlossaryTerm"];
export type Translation = Schemas["TermTranslation"];

export interface TermForm {
  pl: string;
  en: string;
}

export const GLOSSARY = ["glossary"] as const;

/** The server's bound (app/glossary_term.go), characters. */
export const MAX_TERM = 80;

export const termsQuery = (query: Query) => listQuery<Term>([...GLOSSARY, "list"], "/glossary", query);

export const lookupQuery = (term: string) =>
  queryOptions({
    queryKey: [...GLOSSARY, "lookup", term],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: Translation[] }>("/glossary/lookup", { query: { term }, signal })).items,
    enabled: term !== "",
  });

export const addTerm = (form: TermForm, cluster: string) =>
  api.create<Term>("/glossary", { ...form, cluster: cluster || undefined });

export const saveTerm = ({ id, version }: Term, form: TermForm) =>
  api.put<Term>(`/glossary/${encodeURIComponent(id)}`, form, { version });

export const deleteTerm = ({ id, version }: Term) =>
  api.delete<undefined>(`/glossary/${encodeURIComponent(id)}`, { version });
