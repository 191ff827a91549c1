import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/**
 * What zod found, in one line without line breaks: `environments.x.services.a.urls.0: Invalid URL; …`. No value is shown,
 * since a value may be a key. `at` is where the checked value itself stands.
 */
export function describeIssues(issues: readonly Issue[], at: readonly PropertyKey[] = []): string {
  return issues.map((issue) => describe(issue, at)).join("; ");
}

function describe(issue: Issue, at: readonly PropertyKey[]): string {
  const path = [...at, ...issue.path];
  if (issue.code === "invalid_union") {
    // The form that was meant is the one that the value got furthest into; "Invalid input" alone helps nobody.
    const [meant] = issue.errors.toSorted((one, other) => deepest(other) - deepest(one));
    if (meant !== undefined && deepest(meant) > 0) return describeIssues(meant, path);
  }
  const place = path.map(String).join(".");
  return place === "" ? issue.message : `${place}: ${issue.message}`;
}

/** How far into the value the issues of one form of a union lie; unknown keys lie inside it too. */
function deepest(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map(({ code, path }) => path.length + (code === "unrecognized_keys" ? 1 : 0)));
}
