import { z } from "zod";
import { faultRuleShape } from "../faults/fault.ts";
import type { MockAnswer, MockRequest } from "../mock/message.ts";
import type { Mock } from "../mock/mock.ts";
import { answerOf } from "../mock/prepare.ts";
import { splitTarget } from "../mock/query.ts";

/** Where the mock itself is steered; no contract's path begins so. */
const controlPrefix = "/_tercet/";

/**
 * Answers the mock's own routes; undefined for all others.
 *
 * - `GET`, `PUT`, `DELETE /_tercet/faults`: the list of fault rules, `[{ "operation": "getProduct", "delay": 500, "times": 2 }]`
 * - `DELETE /_tercet/state`: forgets what was created, and faults go back to those of the start
 */
export function control(mock: Mock, request: MockRequest): MockAnswer | undefined {
  if (!request.target.startsWith(controlPrefix)) return undefined;
  const route = `${request.method} ${splitTarget(request.target).path.slice(controlPrefix.length)}`;
  if (route === "PUT faults") return putFaults(mock, request);
  if (route === "DELETE faults") mock.faults.set([]);
  if (route === "GET faults" || route === "DELETE faults")
    return answerOf(200, [], "application/json", mock.faults.rules);
  if (route === "DELETE state") {
    mock.reset();
    return answerOf(204, [], undefined, undefined);
  }
  return problem(404, "There are GET, PUT and DELETE /_tercet/faults, and DELETE /_tercet/state.");
}

function putFaults(mock: Mock, { body }: MockRequest): MockAnswer {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return problem(400, "The body is not JSON in UTF-8; it is a list of faults.");
  }
  const rules = z.array(faultRuleShape).safeParse(value);
  if (!rules.success) {
    const [issue] = rules.error.issues;
    return problem(400, `The fault at /${issue?.path.join("/")} is wrong: ${issue?.message}.`);
  }
  const operations = new Set(mock.contracts.flatMap(({ contract }) => contract.operations.map(({ id }) => id)));
  const unknown = rules.data.find(({ operation }) => operation !== undefined && !operations.has(operation));
  if (unknown !== undefined) return problem(400, `There is no operation "${unknown.operation}".`);
  mock.faults.set(rules.data);
  return answerOf(200, [], "application/json", mock.faults.rules);
}

function problem(status: number, detail: string): MockAnswer {
  return answerOf(status, [], "application/problem+json", {
    type: "about:blank",
    title: "Not for the mock.",
    status,
    detail,
  });
}
