import type { Operation } from "../../contracts/index.ts";
import type { Check, CheckContext } from "../kit/check.ts";
import { attempt } from "./attempt.ts";
import { harmlessRequest } from "./harmless-request.ts";
import { evasions } from "./throttled-input/evasions.ts";
import { judgeOperation, type Refused } from "./throttled-input/judge-operation.ts";
import { describeLimit, type Limit, mostAccepted } from "./throttled-input/limit.ts";
import { judgeRecovery } from "./throttled-input/recovery.ts";
import { refusalWays } from "./throttled-input/refusal.ts";
import { reportOn, type Subject } from "./throttled-input/subject.ts";
import { pause } from "./throttled-input/trial.ts";

const guarantee = "throttled-input";

/**
 * The longest window that is waited for; how long is rested at first, so that what other checks sent is forgotten; and the most
 * requests that are sent to one operation and to all, as long as the service keeps its limits.
 */
const bounds = { windowSeconds: 60, restSeconds: 4, requestsToOne: 2500, requestsInAll: 20_000 };

/** Above the declared rate the service answers 429 and says when to come back; below it nobody is refused. */
export const throttledInput: Check = {
  guarantee,
  statement: "Requests are throttled: a declared rate is granted to each client, and no more than that.",
  rationale:
    "Without a limit one client that loops takes the service from all others; with one that is not told, or counted by the wrong thing, honest clients are refused and others are not.",
  standard: {
    title: "RFC 6585 §4, 429 Too Many Requests; draft-ietf-httpapi-ratelimit-headers",
    url: "https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/",
  },
  severity: "serious",
  appliesWhen: "an operation declares a rate limit (`x-tercet.rateLimit`)",
  needs: ["a token source", "two instances"],
  maxSeconds: 240,
  mend: "Count requests by the token's subject, right after authentication, in a store that all instances share; answer 429 with Retry-After, RateLimit and problem details above the limit, and forget as the window passes.",
  safeInProduction: false,
  ways: () => [
    "below-rate",
    "above-rate",
    ...Object.keys(refusalWays),
    "countdown",
    "other-client",
    ...evasions.map(({ name }) => name),
    "recovery",
  ],
  inapplicable: ({ operations }) =>
    operations.some(({ extension }) => extension.rateLimit !== undefined)
      ? undefined
      : "no operation declares a rate limit (x-tercet.rateLimit)",
  async run(context) {
    const subjects = await prepareSubjects(context);
    if (subjects.some(({ operation }) => context.recentRequests(operation) > 0)) {
      await pause(context, 1000 * Math.min(bounds.restSeconds, 2 * longestWindow(subjects)));
    }
    const awaited = new Set<string>();
    const later: (readonly [Subject, Refused])[] = [];
    // One operation after another: a service that counts all of them together shall not look like one that grants less.
    for (const subject of subjects) {
      const { operation, limit } = subject;
      await attempt(context, { check: `${guarantee}/above-rate`, operation: operation.id }, async () => {
        const refused = await judgeOperation(subject);
        if (refused === undefined || !context.selects("recovery", operation.id)) return;
        // The first one of each limit is awaited to the moment that was promised, the others after all bursts.
        if (awaited.has(describeLimit(limit))) later.push([subject, refused]);
        else reportOn(subject, "recovery", await judgeRecovery(subject, refused));
        awaited.add(describeLimit(limit));
      });
    }
    for (const [subject, refused] of later) {
      await attempt(context, { check: `${guarantee}/recovery`, operation: subject.operation.id }, async () =>
        reportOn(subject, "recovery", await judgeRecovery(subject, refused)),
      );
    }
  },
};

/** Every operation whose limit can be reached, with a request for it; says of the others why not. */
async function prepareSubjects(context: CheckContext): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  let requests = 0;
  for (const operation of context.operations) {
    const limit = operation.extension.rateLimit;
    if (limit === undefined) continue;
    const skip = (reason: string) =>
      reportOn({ context, operation }, "above-rate", { verdict: "skipped", message: `not exercised: ${reason}` });
    const reason = reasonAgainst(operation, limit, requests + requestsFor(limit));
    if (reason !== undefined) {
      skip(reason);
      continue;
    }
    requests += requestsFor(limit);
    await attempt(context, { check: `${guarantee}/above-rate`, operation: operation.id }, async () => {
      const harmless = await harmlessRequest(context, operation);
      if ("unreachable" in harmless) skip(harmless.unreachable);
      else subjects.push({ context, operation, limit, harmless });
    });
  }
  return subjects;
}

function longestWindow(subjects: readonly Subject[]): number {
  return Math.max(0, ...subjects.map(({ limit }) => limit.windowSeconds));
}

/** What a trial of a limit takes at the most, within a window. */
function requestsFor(limit: Limit): number {
  return mostAccepted(limit, 0) + 1;
}

/** Why the limit of an operation is not reached. */
function reasonAgainst({ id }: Operation, limit: Limit, requestsInAll: number): string | undefined {
  if (limit.windowSeconds > bounds.windowSeconds) {
    return `its window of ${limit.windowSeconds} s is longer than the ${bounds.windowSeconds} s that are waited for; give this environment a limit with a shorter one, and a contract that says so`;
  }
  if (requestsFor(limit) > bounds.requestsToOne) {
    return `to exceed ${describeLimit(limit)} takes ${requestsFor(limit)} requests, and no more than ${bounds.requestsToOne} are sent; give this environment a lower limit, and a contract that says so`;
  }
  return requestsInAll > bounds.requestsInAll
    ? `this check sends no more than ${bounds.requestsInAll} requests in one run; verify this operation by itself with --only ${guarantee}@${id}`
    : undefined;
}
