import type { Json } from "../../json.ts";
import type { ServiceExtension } from "../../model/extension.ts";
import { canonical } from "../../schema/equality.ts";
import type { Comparison } from "./comparison.ts";

const root = "/x-tercet";

/** Two versions of what a service says of itself, in a document of whatever kind. */
export interface PromiseComparison extends Pick<Comparison, "report"> {
  readonly before: { readonly extension: ServiceExtension };
  readonly after: { readonly extension: ServiceExtension };
}

/** Compares what the root `x-tercet` promises: tokens, capacity, jobs, metrics; and what it says of the service within. */
export function compareServicePromises(comparison: PromiseComparison): void {
  compareToken(comparison);
  compareCapacity(comparison);
  compareJobs(comparison);
  compareMetrics(comparison);
  compareInner(comparison, "database", "The limits of the service's own database changed.");
  compareInner(comparison, "dependencies", "What the service uses of others changed.");
}

function compareToken({ before, after, report }: PromiseComparison): void {
  const [was, is] = [before.extension.token, after.extension.token].map((token) => ({
    encrypted: token?.encrypted ?? false,
    maxLifetimeSeconds: token?.maxLifetimeSeconds ?? null,
  })) as [TokenRule, TokenRule];
  const place = at("token");
  const witness = { kind: "service", promised: { token: { ...was } }, allowed: { token: { ...is } } } as const;
  if (is.encrypted && !was.encrypted) {
    report("token-tightened", {
      ...place,
      message: "A token that is only signed is refused: it must be encrypted.",
      witness,
    });
  }
  if (was.encrypted && !is.encrypted) {
    const message =
      "Tokens need not be encrypted; whether that breaks anybody could not be decided: nothing says that encrypted ones are still read.";
    report("token-relaxed", { ...place, effect: "unknown", message });
  }
  if (was.maxLifetimeSeconds === is.maxLifetimeSeconds) return;
  const message = `Tokens may live for ${seconds(is.maxLifetimeSeconds)}, and did for ${seconds(was.maxLifetimeSeconds)}.`;
  const isShorter =
    (is.maxLifetimeSeconds ?? Number.POSITIVE_INFINITY) < (was.maxLifetimeSeconds ?? Number.POSITIVE_INFINITY);
  if (isShorter) report("token-tightened", { ...place, message, witness });
  else report("token-relaxed", { ...place, effect: "compatible", message });
}

interface TokenRule {
  readonly encrypted: boolean;
  readonly maxLifetimeSeconds: number | null;
}

function seconds(number: number | null): string {
  return number === null ? "any time" : `${number} s`;
}

function compareCapacity({ before, after, report }: PromiseComparison): void {
  const [was, is] = [before.extension.capacity, after.extension.capacity];
  if (canonical(was ?? null) === canonical(is ?? null)) return;
  const told = (capacity: typeof was) =>
    capacity === undefined
      ? "nothing"
      : `${capacity.ratedRequestsPerSecond} requests/s within ${capacity.p99Milliseconds} ms`;
  const message = `The service promises ${told(is)}, and promised ${told(was)}.`;
  const isKept =
    was === undefined ||
    (is !== undefined &&
      is.ratedRequestsPerSecond >= was.ratedRequestsPerSecond &&
      is.p99Milliseconds <= was.p99Milliseconds);
  if (isKept) report("capacity-raised", { ...at("capacity"), message });
  else {
    const witness = {
      kind: "service",
      promised: { capacity: was },
      allowed: is === undefined ? null : { capacity: is },
    } as const;
    report("capacity-lowered", { ...at("capacity"), message, witness });
  }
}

type Job = ServiceExtension["jobs"][number];

function compareJobs({ before, after, report }: PromiseComparison): void {
  const [left, right] = [before, after].map(
    ({ extension }) => new Map(extension.jobs.map((job) => [job.name, job])),
  ) as [Map<string, Job>, Map<string, Job>];
  for (const [name, was] of left) {
    const is = right.get(name);
    if (is === undefined) {
      const witness = { kind: "service", promised: { ...was }, allowed: null } as const;
      report("job-removed", { ...at("jobs"), message: `The job ${name} was removed.`, witness });
    } else
      for (const limit of ["everySeconds", "maxSilenceSeconds", "timeoutSeconds"] as const) {
        if (was[limit] === is[limit]) continue;
        const message = `The job ${name} has the ${limit} ${is[limit]}, and had ${was[limit]}.`;
        if (is[limit] < was[limit]) report("job-tightened", { ...at("jobs"), message });
        else {
          const witness = {
            kind: "service",
            promised: { name, [limit]: was[limit] },
            allowed: { name, [limit]: is[limit] },
          } as const;
          report("job-slowed", { ...at("jobs"), message, witness });
        }
      }
  }
  for (const name of right.keys()) {
    if (!left.has(name)) report("job-added", { ...at("jobs"), message: `The job ${name} was added.` });
  }
}

function compareMetrics({ before, after, report }: PromiseComparison): void {
  const [was, is] = [before.extension.metrics, after.extension.metrics];
  if (was === is) return;
  if (was === undefined) report("metrics-added", { ...at("metrics"), message: `The service has metrics at ${is}.` });
  else {
    const message = `The metrics are ${is === undefined ? "gone" : `at ${is}`}, and were at ${was}.`;
    const witness = {
      kind: "service",
      promised: { metrics: was },
      allowed: is === undefined ? null : { metrics: is },
    } as const;
    report("metrics-removed", { ...at("metrics"), message, witness });
  }
}

/** What the service does within is no promise to its consumers. */
function compareInner(
  { before, after, report }: PromiseComparison,
  member: "database" | "dependencies",
  message: string,
): void {
  const [was, is] = [before.extension[member] ?? null, after.extension[member] ?? null] as readonly Json[];
  if (canonical(was) !== canonical(is)) report(`${member}-changed`, { ...at(member), message });
}

function at(member: string): { readonly before: string; readonly after: string } {
  return { before: `${root}/${member}`, after: `${root}/${member}` };
}
