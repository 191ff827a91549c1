import type { Operation } from "../../../contracts/index.ts";
import type { CheckContext, Report } from "../../kit/check.ts";
import { redactExchange } from "../../kit/redact.ts";
import { pathNames } from "../state/producers.ts";
import { whyNotExact } from "./exact.ts";

/** What frameworks read another method from. */
const overrideHeaders = ["x-http-method-override", "x-http-method", "x-method-override"];

/**
 * A caller without the role for DELETE names it in a header of another method: the object must still be there, since a
 * guard that looks at the request's own method would have let it be deleted. OWASP API5:2023.
 */
export async function judgeMethodOverride(
  context: CheckContext,
  operation: Operation,
  subject: Pick<Report, "check" | "operation">,
  unlisted: readonly string[],
): Promise<void> {
  const skip = (message: string) => context.report({ ...subject, verdict: "skipped", message });
  const reader = context.contract.operations.find(({ method, path }) => method === "get" && path === operation.path);
  if (operation.method !== "delete" || reader === undefined || pathNames(operation).length === 0) {
    return skip("it is tried where an object is deleted that can be read again");
  }
  const roles = unlisted.slice(0, 1);
  if (roles.length === 0) return skip("the operation lists every role of the contract");
  const prepared = await context.state.prepare(operation);
  if ("unreachable" in prepared) return skip(prepared.unreachable);
  const { call } = prepared;
  const identity = { subject: call.identity?.subject ?? "", roles };
  const reason = await whyNotExact(context, operation, identity);
  if (reason !== undefined) return skip(reason);
  const owner = prepared.producer?.call.identity ?? call.identity;
  const reading = { operation: reader, path: call.path, query: {}, headers: {}, ...(owner && { identity: owner }) };
  const read = async () => context.send(await context.bind(reading), reader);
  if ((await read()).response.status !== 200) return skip(`${reader.id} does not show its owner what was created`);

  const request = await context.bind({ ...call, identity });
  const headers = { ...request.headers, ...Object.fromEntries(overrideHeaders.map((name) => [name, "DELETE"])) };
  for (const method of ["POST", "GET"]) {
    const exchange = await context.send({ ...request, method, headers }, undefined);
    const { status } = (await read()).response;
    if (status === 200) continue;
    const message = `${operation.id} must not be reached by ${method} and X-HTTP-Method-Override with a role that it does not list (${roles[0]}, OWASP API5:2023); ${reader.id} answers ${status} after it.`;
    return context.report({ ...subject, verdict: "fail", message, evidence: redactExchange(exchange) });
  }
  const message = `${operation.id} is not reached by another method that names DELETE in a header (role ${roles[0]}).`;
  return context.report({ ...subject, verdict: "pass", message });
}
