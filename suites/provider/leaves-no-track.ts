import type { Operation } from "../../contracts/index.ts";
import type { Check, CleanUp, Report } from "../kit/check.ts";
import { redactExchange } from "../kit/redact.ts";
import { attempt } from "./attempt.ts";

const guarantee = "leaves-no-track";
const readBack = `${guarantee}/read-back`;

/** What this run created is deleted in the end, and read back as gone. It is run last. */
export const leavesNoTrack: Check = {
  guarantee,
  statement: "Each test is self-contained and leaves no track.",
  rationale: "What a test leaves behind is the next one's false alarm, and in production a customer's riddle.",
  standard: { title: "RFC 9110 §9.3.5, DELETE", url: "https://www.rfc-editor.org/rfc/rfc9110#section-9.3.5" },
  severity: "moderate",
  appliesWhen: "always",
  needs: ["a token source"],
  maxSeconds: 120,
  mend: "Give the contract a DELETE operation for everything that can be created, a link to it from the answer that creates, and let what is deleted answer 404 or 410.",
  safeInProduction: true,
  ways: () => ["read-back"],
  inapplicable: ({ operations }) =>
    operations.some(creates) ? undefined : "no operation of the contract creates anything (201, or a link to DELETE)",
  async run(context) {
    try {
      for (const operation of context.operations.filter(creates)) {
        await attempt(context, { check: readBack, operation: operation.id }, async () => {
          const prepared = await context.state.prepare(operation);
          if (!("unreachable" in prepared)) await context.send(await context.bind(prepared.call), operation);
        });
      }
    } finally {
      for (const report of reportsOf(await context.state.cleanUp())) context.report(report);
    }
  },
};

/** What a clean-up says: one report for each operation that created something. */
export function reportsOf({ created, residue }: CleanUp): readonly Report[] {
  return [...created].map(([operation, count]): Report => {
    const subject = { check: readBack, operation };
    const left = residue.filter((one) => one.operation === operation);
    const [first] = left;
    if (first === undefined) {
      const what = count === 1 ? "The object" : `All ${count} objects`;
      const message = `${what} that ${operation} created in this run ${count === 1 ? "is" : "are"} gone again.`;
      return { ...subject, verdict: "pass", message };
    }
    return {
      ...subject,
      verdict: "fail",
      message: `What a run creates must be gone afterwards, and ${left.length} of ${count} objects that ${operation} created were left: ${first.message}.`,
      evidence: {
        ...(first.exchange === undefined ? {} : redactExchange(first.exchange)),
        story: left.map(({ message }) => message),
      },
      ...(first.via === guarantee ? {} : { via: first.via }),
    };
  });
}

function creates(operation: Operation): boolean {
  return operation.method === "post" || operation.method === "put" ? operation.responses.has("201") : false;
}
