import type { HttpResponse } from "../../kit/exchange.ts";

/**
 * Why a refusal is no problem details object (RFC 9457 §3, §3.1); undefined where it is one. Members of the wrong type
 * count: a client must ignore them, so they tell it nothing.
 */
export function problemFault(response: HttpResponse): string | undefined {
  const type = response.headers["content-type"];
  const essence = typeof type === "string" ? type.split(";")[0]?.trim().toLowerCase() : undefined;
  if (essence !== "application/problem+json") return `its media type is ${essence ?? "not given"}`;
  let body: unknown;
  try {
    body = JSON.parse(response.body);
  } catch {
    return "its body is not JSON";
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) return "its body is no object";
  const problem = body as Record<string, unknown>;
  for (const member of ["type", "title", "detail", "instance"]) {
    if (Object.hasOwn(problem, member) && typeof problem[member] !== "string") return `its "${member}" is no string`;
  }
  if (!Object.hasOwn(problem, "type") && !Object.hasOwn(problem, "title")) return 'it has neither "type" nor "title"';
  if (Object.hasOwn(problem, "status") && problem.status !== response.status) {
    return `its "status" is ${JSON.stringify(problem.status)}, and it came with ${response.status}`;
  }
  return undefined;
}
