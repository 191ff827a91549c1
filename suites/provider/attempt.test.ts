import { expect, test } from "vitest";
import type { Operation } from "../../contracts/index.ts";
import type { CheckContext, Report } from "../kit/check.ts";
import { NoAnswer, type NoAnswerReason } from "../kit/no-answer.ts";
import { attemptOperations } from "./attempt.ts";

const operations = ["first", "second", "third"].map((id) => ({ id }) as Operation);

async function judgeAll(reason: NoAnswerReason) {
  const reports: Report[] = [];
  const judged: string[] = [];
  const context = { operations, report: (report) => reports.push(report) } as Partial<CheckContext> as CheckContext;
  await attemptOperations(context, { check: "json-only/success", concurrency: 1 }, async ({ id }) => {
    if (id === "second") throw new NoAnswer(reason, "second gives no answer.");
    judged.push(id);
  });
  return { judged, reports };
}

test.each(["slow", "busy", "closed"] as const)(
  "an operation without an answer (%s) is no end of the others",
  async (reason) => {
    expect(await judgeAll(reason)).toEqual({
      judged: ["first", "third"],
      reports: [
        {
          check: "json-only/success",
          operation: "second",
          verdict: "inconclusive",
          message: "second gives no answer.",
        },
      ],
    });
  },
);

test.each(["unreachable", "throttled"] as const)("a service without an answer (%s) is", async (reason) => {
  await expect(judgeAll(reason)).rejects.toThrow("second gives no answer.");
});
