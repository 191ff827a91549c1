import type { Contract, Operation } from "../../contracts/index.ts";
import type { Check, CheckContext, PreparedCall, Report } from "../kit/check.ts";
import { forEachConcurrently } from "../kit/concurrency.ts";
import { attempt } from "./attempt.ts";
import { type KeyedWay, keyedWays, takesKey } from "./idempotent-messages/keyed.ts";
import { judgeRepeatedDelete, judgeRepeatedPut } from "./idempotent-messages/repeated.ts";

const guarantee = "idempotent-messages";

/** A message that comes twice has the effect of one. */
export const idempotentMessages: Check = {
  guarantee,
  statement: "Messages are independent and idempotent.",
  rationale:
    "A client that got no answer must ask again; where that books twice, every time-out in the network is a wrong order.",
  standard: {
    title: "draft-ietf-httpapi-idempotency-key-header; RFC 9110 §9.2.2, Idempotent Methods",
    url: "https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/",
  },
  severity: "serious",
  appliesWhen: "an operation is a PUT or DELETE, or declares an `Idempotency-Key`",
  needs: ["a token source"],
  maxSeconds: 120,
  mend: "Keep key, caller, a digest of the payload and the answer in the transaction that has the effect, under a unique constraint; answer a repetition from there, 422 where the payload differs, and 409 while it is in progress.",
  safeInProduction: false,
  ways: () => [...Object.keys(keyedWays), "repeated-put", "repeated-delete"],
  inapplicable: ({ operations }: Contract) =>
    operations.some((operation) => waysOf(operation).length > 0)
      ? undefined
      : "no operation is a PUT or DELETE, or declares an Idempotency-Key",
  run: (context) =>
    forEachConcurrently(context.operations, 4, async (operation) => {
      for (const [way, judge] of waysOf(operation)) {
        if (context.selects(way, operation.id)) await judgeWay(context, operation, way, judge);
      }
    }),
};

type Judge = (
  context: CheckContext,
  prepared: PreparedCall,
  subject: Pick<Report, "check" | "operation">,
) => Promise<Report>;

function waysOf(operation: Operation): readonly (readonly [string, Judge])[] {
  return [
    ...(takesKey(operation) ? (Object.entries(keyedWays) as [KeyedWay, Judge][]) : []),
    ...(operation.method === "put" ? [["repeated-put", judgeRepeatedPut] as const] : []),
    ...(operation.method === "delete" ? [["repeated-delete", judgeRepeatedDelete] as const] : []),
  ];
}

/** Each way has an object of its own: one that was repeated may be used up. */
async function judgeWay(context: CheckContext, operation: Operation, way: string, judge: Judge): Promise<void> {
  const subject = { check: `${guarantee}/${way}`, operation: operation.id };
  await attempt(context, subject, async () => {
    const prepared = await context.state.prepare(operation);
    context.report(
      "unreachable" in prepared
        ? { ...subject, verdict: "skipped", message: `not exercised: ${prepared.unreachable}` }
        : await judge(context, prepared, subject),
    );
  });
}
