import type { Operation } from "../../contracts/index.ts";
import type { AnswerEntry, Check, CheckContext } from "../kit/check.ts";
import { forEachConcurrently } from "../kit/concurrency.ts";
import { redactExchange } from "../kit/redact.ts";
import { attempt } from "./attempt.ts";

const guarantee = "output-validation";

/** The way for a status that the contract does not declare, or an answer that no client can read. */
const undeclared = "undeclared";

/** The way for a declared response, by its key in the contract. */
const wayOf = (status: string | undefined) => (status === undefined ? undeclared : `response-${status}`);

/** Every answer is what the contract says: of this check's own good calls, and of everything that other checks sent. */
export const outputValidation: Check = {
  guarantee,
  statement: "Each service validates what it sends.",
  rationale:
    "A consumer is written against the contract; the first answer that differs from it breaks a stranger's software, not your own.",
  standard: {
    title: "OpenAPI 3.1 §4.8.16, Responses Object",
    url: "https://spec.openapis.org/oas/v3.1.1#responses-object",
  },
  severity: "serious",
  appliesWhen: "always",
  needs: ["a token source"],
  maxSeconds: 60,
  mend: "Declare the response, or send what is declared; validate answers against the contract in the service's own tests.",
  safeInProduction: true,
  ways(contract) {
    const declared = contract.operations.flatMap(({ responses }) => [...responses.keys()]);
    return [...[...new Set(declared)].sort().map(wayOf), undeclared];
  },
  inapplicable: () => undefined,
  async run(context) {
    try {
      await forEachConcurrently(context.operations, 4, (operation) => exercise(context, operation));
    } finally {
      // What other checks sent was answered, also where the time or the budget is over now.
      for (const operation of context.operations) judgeOperation(context, operation);
    }
  },
};

/** One good call; what comes back, readable or not, is judged by the ledger. */
async function exercise(context: CheckContext, operation: Operation): Promise<void> {
  const subject = { check: `${guarantee}/${undeclared}`, operation: operation.id };
  await attempt(context, subject, async () => {
    const prepared = await context.state.prepare(operation);
    if (!("unreachable" in prepared)) await context.send(await context.bind(prepared.call), operation);
  });
}

function judgeOperation(context: CheckContext, operation: Operation): void {
  const entries = context.answers.entries().filter((entry) => entry.operation === operation.id);
  for (const entry of entries) judgeEntry(context, operation, entry);
  const seen = new Set(entries.map(({ declared }) => declared));
  for (const status of operation.responses.keys()) {
    if (!/^2/.test(status) || seen.has(status)) continue;
    context.report({
      check: `${guarantee}/${wayOf(status)}`,
      operation: operation.id,
      verdict: "skipped",
      message: `not exercised: ${operation.id} never answered ${status} in this run`,
    });
  }
}

function judgeEntry(context: CheckContext, operation: Operation, { declared, seen, faults }: AnswerEntry): void {
  const subject = { check: `${guarantee}/${wayOf(declared)}`, operation: operation.id };
  const [first] = faults;
  if (first === undefined) {
    const message = `${operation.id} answered ${declared} ${seen} time${seen === 1 ? "" : "s"}, each time as declared.`;
    context.report({ ...subject, verdict: "pass", message });
    return;
  }
  const answer = first.exchange === undefined ? "" : ` ${first.exchange.response.status}`;
  const others = faults.slice(1).map(({ message }) => `; also: ${message}`);
  context.report({
    ...subject,
    verdict: "fail",
    message: `${operation.id} must answer as its contract declares (OpenAPI 3.1, Responses Object); of its answer${answer}, ${first.message}${others.join("")}.`,
    ...(first.exchange === undefined ? {} : { evidence: redactExchange(first.exchange) }),
    ...(first.via === guarantee ? {} : { via: first.via }),
  });
}
