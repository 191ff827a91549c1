import type { Comparison } from "./comparison.ts";
import type { OperationPair } from "./operation-place.ts";

/** Compares what `x-tercet` promises of an operation: its rate limit, whether it is the self-test, whether it expires. */
export function comparePromises(comparison: Comparison, pair: OperationPair): void {
  compareRateLimit(comparison, pair);
  compareMark(comparison, pair, "selfTest", "self-test", "the service's self-test");
  compareMark(comparison, pair, "neverExpires", "never-expires", "promised never to expire");
}

function compareRateLimit({ report, request }: Comparison, pair: OperationPair): void {
  const [before, after] = [pair.before.extension.rateLimit, pair.after.extension.rateLimit];
  if (before?.requests === after?.requests && before?.windowSeconds === after?.windowSeconds) return;
  const place = {
    operations: [pair.after.id],
    before: `${pair.before.pointer}/x-tercet`,
    after: `${pair.after.pointer}/x-tercet`,
  };
  const told = (limit: typeof before) =>
    limit === undefined ? "as many requests as one likes" : `${limit.requests} requests in ${limit.windowSeconds} s`;
  const message = `${pair.after.id} allows ${told(after)}, and allowed ${told(before)}.`;
  if (after === undefined || (before !== undefined && after.requests >= mostIn(after.windowSeconds, before))) {
    report("rate-limit-raised", { ...place, message });
    return;
  }
  const repeated = { requests: after.requests + 1, windowSeconds: after.windowSeconds };
  report("rate-limit-lowered", { ...place, message, witness: request.make(pair.before, { repeated }) });
}

/** How many requests a limit lets through in some time, in bursts at the start of each of its windows. */
function mostIn(seconds: number, limit: { readonly requests: number; readonly windowSeconds: number }): number {
  return limit.requests * Math.max(1, Math.ceil(seconds / limit.windowSeconds));
}

function compareMark(
  { report }: Comparison,
  pair: OperationPair,
  mark: "selfTest" | "neverExpires",
  rule: string,
  words: string,
): void {
  const [before, after] = [pair.before.extension[mark], pair.after.extension[mark]];
  if (before === after) return;
  const place = { operations: [pair.after.id], before: pair.before.pointer, after: pair.after.pointer };
  if (after) report(`${rule}-added`, { ...place, message: `${pair.after.id} is ${words}.` });
  else {
    report(`${rule}-removed`, {
      ...place,
      message: `${pair.after.id} is no longer ${words}.`,
      witness: { kind: "service", promised: { [mark]: true }, allowed: { [mark]: false } },
    });
  }
}
