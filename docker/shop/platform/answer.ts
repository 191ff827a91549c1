import type { Problem } from "./problem.ts";

/** What is answered; `body` is sent as JSON unless `mediaType` says otherwise. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly mediaType?: string;
}

/** 200 with a JSON body. */
export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** 201 with the new object and its path. */
export function created(location: string, body: unknown): Answer {
  return { status: 201, body, headers: { location } };
}

/** 204. */
export const noContent: Answer = { status: 204 };

/** `application/problem+json`. */
export function refused(problem: Problem): Answer {
  const { status, headers } = problem;
  return { status, headers, body: problem.toJSON(), mediaType: "application/problem+json" };
}
