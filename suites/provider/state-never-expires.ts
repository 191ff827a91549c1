import { setTimeout as sleep } from "node:timers/promises";
import type { Operation } from "../../contracts/index.ts";
import type { Check, CheckContext } from "../kit/check.ts";
import { forEachConcurrently } from "../kit/concurrency.ts";
import { redactExchange } from "../kit/redact.ts";
import { interruptionOf } from "../kit/time-limit.ts";
import { attempt } from "./attempt.ts";
import { expiryIn } from "./state-never-expires/declared-expiry.ts";
import { type Laid, lay } from "./state-never-expires/lay.ts";
import { judgeReadBack, restSeconds } from "./state-never-expires/read-back.ts";
import { judgeSentinel } from "./state-never-expires/sentinel.ts";

const guarantee = "state-never-expires";

/** What was created is there until somebody deletes it. */
export const stateNeverExpires: Check = {
  guarantee,
  statement: "The current state never expires.",
  rationale:
    "A cart that is emptied because its owner was away is a sale that is lost; no time-out of a cache or a token may decide over the state of the business.",
  standard: {
    title: "RFC 9111 §4.2.1, explicit expiration time; RFC 8594, Sunset",
    url: "https://www.rfc-editor.org/rfc/rfc9111#section-4.2.1",
  },
  severity: "serious",
  appliesWhen: "an operation is marked `x-tercet.neverExpires`",
  needs: ["a token source", "a signing key"],
  maxSeconds: 90,
  mend: "Keep the state in the database and not in a cache or a session; give its rows no time to live, and its answers `Cache-Control: no-store`, or `no-cache` with an `ETag`.",
  safeInProduction: true,
  ways: () => ["read-back-later", "declared-expiry", "sentinel"],
  inapplicable: ({ operations }) =>
    operations.some(({ extension }) => extension.neverExpires)
      ? undefined
      : "no operation is marked to show state that never expires (x-tercet.neverExpires)",
  async run(context) {
    const marked = context.operations.filter(({ extension }) => extension.neverExpires);
    const laid = await layAll(context, marked);
    await outlive(context, laid);
    await forEachConcurrently(laid, 4, async (one) => {
      const subject = { check: `${guarantee}/read-back-later`, operation: one.operation.id };
      await attempt(context, subject, async () => context.report(await judgeReadBack(context, one, subject)));
    });
    await judgeSentinels(context, marked);
  },
};

/** Creates an object for each operation; what can be said at once is reported. */
async function layAll(context: CheckContext, marked: readonly Operation[]): Promise<readonly Laid[]> {
  const all: Laid[] = [];
  await forEachConcurrently(marked, 4, async (operation) => {
    if (!["read-back-later", "declared-expiry"].some((way) => context.selects(way, operation.id))) return;
    const subject = { check: `${guarantee}/read-back-later`, operation: operation.id };
    await attempt(context, subject, async () => {
      const laid = await lay(context, operation);
      if (typeof laid === "string") {
        context.report({ ...subject, verdict: "skipped", message: `not exercised: ${laid}` });
        return;
      }
      reportExpiry(context, laid);
      if (context.selects("read-back-later", operation.id)) all.push(laid);
    });
  });
  return all;
}

function reportExpiry({ report }: CheckContext, { operation, before }: Laid): void {
  const subject = { check: `${guarantee}/declared-expiry`, operation: operation.id };
  const expiry = expiryIn(before);
  if (expiry === undefined) {
    report({ ...subject, verdict: "pass", message: `The answer of ${operation.id} has no expiration time.` });
    return;
  }
  const message = `${operation.id} must answer without an expiration time (RFC 9111 §4.2.1, RFC 8594), since it shows state that never expires, and ${expiry}.`;
  report({ ...subject, verdict: "fail", message, evidence: redactExchange(before) });
}

/** Waits until every object has had its rest. */
async function outlive({ signal }: CheckContext, laid: readonly Laid[]): Promise<void> {
  const until = Math.max(0, ...laid.map((one) => one.createdAt + restSeconds(one) * 1000));
  const milliseconds = Math.max(0, until - performance.now());
  await sleep(milliseconds, undefined, { signal }).catch(() => {
    throw interruptionOf(signal);
  });
}

async function judgeSentinels(context: CheckContext, marked: readonly Operation[]): Promise<void> {
  const { sentinels } = context.target;
  const check = `${guarantee}/sentinel`;
  if (sentinels === undefined) {
    const message = "a sentinel is kept in production alone: in an environment with `production: true`";
    context.report({ check, operation: context.contract.service, verdict: "skipped", message });
    return;
  }
  for (const operation of marked.filter(({ id, method }) => method === "get" && context.selects("sentinel", id))) {
    const subject = { check, operation: operation.id };
    await attempt(context, subject, async () =>
      context.report(await judgeSentinel(context, operation, sentinels, subject)),
    );
  }
}
