import type { Operation } from "../../../contracts/index.ts";
import { responseKey } from "../../../contracts/index.ts";
import type { Call, CheckContext, Report } from "../../kit/check.ts";
import type { Exchange, HttpRequest } from "../../kit/exchange.ts";
import { isUnreadable, NoAnswer } from "../../kit/no-answer.ts";
import { redactExchange } from "../../kit/redact.ts";
import { judgeAnswer } from "../answers/judge.ts";
import { isSuccess } from "../idempotent-messages/answers.ts";

/** What came of a call: an answer, or none. */
export type Outcome = { readonly exchange: Exchange } | { readonly error: NoAnswer };

/** Sends a call to an instance; that no answer comes is an outcome too. */
export async function tryCall(context: CheckContext, { operation }: Call, request: HttpRequest): Promise<Outcome> {
  try {
    return { exchange: await context.sendLoad(request, operation) };
  } catch (error) {
    if (error instanceof NoAnswer) return { error };
    throw error;
  }
}

/** What is wrong with an outcome. */
export interface Trouble {
  /** A clause: what the service did. */
  readonly message: string;
  readonly evidence?: Report["evidence"];
}

/**
 * Holds an outcome against what a service owes its callers under load and whatever its dependencies do: an answer within the bound of an
 * exchange, of a status that its contract declares, and not 500, which says that nobody thought of it (RFC 9110 §15.6.1).
 * A success is fine where it is one by the contract: it may come from a cache, or do without the dependency.
 */
export function troubleIn(context: CheckContext, operation: Operation, outcome: Outcome): Trouble | undefined {
  if ("error" in outcome) {
    const { error } = outcome;
    const what = error.reason === "slow" || isUnreadable(error) ? "gave no answer" : "could not be reached any more";
    return { message: `${what}: ${error.message.replace(/\.$/, "")}` };
  }
  const { exchange } = outcome;
  const { status } = exchange.response;
  const evidence = redactExchange(exchange);
  if (status === 500) return { message: "answered 500, as to something that nobody thought of", evidence };
  if (responseKey(operation, status) === undefined) {
    return { message: `answered ${status}, which it does not declare`, evidence };
  }
  const [fault] = isSuccess(exchange) ? judgeAnswer(context.contract, operation, exchange).faults : [];
  return fault === undefined ? undefined : { message: `answered ${status}, and ${fault}`, evidence };
}
