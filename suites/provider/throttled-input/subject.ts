import type { Operation } from "../../../contracts/index.ts";
import type { CheckContext, Report } from "../../kit/check.ts";
import type { Exchange, HttpRequest } from "../../kit/exchange.ts";
import { redactExchange } from "../../kit/redact.ts";
import type { HarmlessRequest } from "../harmless-request.ts";
import type { Limit } from "./limit.ts";

/** An operation with what is needed to judge its limit. */
export interface Subject {
  readonly context: CheckContext;
  readonly operation: Operation;
  readonly limit: Limit;
  readonly harmless: HarmlessRequest;
}

/** What is said of one way, and the exchange that shows it. */
export interface Judged {
  readonly verdict: Report["verdict"];
  readonly message: string;
  readonly exchange?: Exchange | undefined;
}

/** Reports on one way for an operation. */
export function reportOn(
  { context, operation }: Pick<Subject, "context" | "operation">,
  way: string,
  { verdict, message, exchange }: Judged,
): void {
  const evidence = exchange === undefined || verdict === "pass" ? {} : { evidence: redactExchange(exchange) };
  context.report({ check: `throttled-input/${way}`, operation: operation.id, verdict, message, ...evidence });
}

/** The request of a burst, with a token that outlives it. */
export async function freshRequest({ context, harmless }: Subject): Promise<HttpRequest> {
  const { call, request } = harmless;
  const { authorization } = (await context.bind(call)).headers;
  return authorization === undefined ? request : { ...request, headers: { ...request.headers, authorization } };
}
