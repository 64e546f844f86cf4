import type { components } from "./schema";

/** One thing wrong with one field. `message` is in the reader's language and says what would be right. */
export type FieldProblem = components["schemas"]["ProblemField"];

interface ProblemBody {
  status?: number;
  title?: string;
  detail?: string;
  code?: string;
  errors?: FieldProblem[] | null;
}

/** Codes of problems that the client itself finds; all others come from the server. */
export const OFFLINE = "offline";
export const STALE = "stale";

/** Why the server did not do what was asked, after RFC 9457, or why it could not be reached. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: FieldProblem[];
  /** Seconds to wait, where the server says so (429, 503). */
  readonly retryAfter: number | undefined;

  constructor(status: number, body: ProblemBody, retryAfter?: number) {
    super(body.detail ?? body.title ?? "");
    this.name = "Problem";
    this.status = status;
    this.code = body.code ?? `http_${status}`;
    this.fields = body.errors ?? [];
    this.retryAfter = retryAfter;
  }

  /** Someone else saved the same thing since it was read. */
  get stale() {
    return this.status === 412;
  }

  /** Absent, or not visible to the reader: the same answer. */
  get absent() {
    return this.status === 404;
  }

  get offline() {
    return this.code === OFFLINE;
  }

  /** Trying the same again may help. */
  get passing() {
    return this.offline || this.status === 429 || this.status >= 500;
  }

  /** The messages by field path, the first of each. */
  byField(): Record<string, string> {
    const messages: Record<string, string> = {};
    for (const { field, message } of this.fields) messages[field] ??= message;
    return messages;
  }

  /** The first message of a field or of anything inside it: "pkd" has that of "pkd.2". */
  under(field: string): string | undefined {
    return this.fields.find((one) => one.field === field || one.field.startsWith(`${field}.`))?.message;
  }
}

/** Makes any thrown value a Problem: a failed fetch means that the server could not be reached. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof TypeError) return new Problem(0, { code: OFFLINE });
  return new Problem(0, { code: "client", detail: error instanceof Error ? error.message : String(error) });
}

/** Reads the problem of an answer that is not 2xx; a body that is no problem document is not shown. */
export async function problemOf(response: Response): Promise<Problem> {
  const wait = Number(response.headers.get("Retry-After"));
  const retryAfter = Number.isFinite(wait) && wait > 0 ? wait : undefined;
  let body: ProblemBody = {};
  if (response.headers.get("Content-Type")?.includes("json")) {
    body = await response.json().then(
      (value: unknown) => (typeof value === "object" && value !== null ? (value as ProblemBody) : {}),
      () => ({}),
    );
  }
  return new Problem(response.status, body, retryAfter);
}
