import { type Namespace, type TFunction } from "i18next";

/** Looks up texts whose keys come from the server's codes: a code that this version does not know has a default. */
export type Loose = (key: string | string[], options?: Record<string, unknown>) => string;

/** The same function for keys that the compiler cannot know. */
export function loose<Ns extends Namespace>(t: TFunction<Ns>): Loose {
  return t as unknown as Loose;
}
