import { setTimeout as delay } from "node:timers/promises";
import type { ContractSource } from "../../../contracts/source/kit/index.ts";
import { contentOf } from "../../../contracts/source/kit/slots.ts";
import { type Answer, refused } from "./answer.ts";
import { Problem } from "./problem.ts";

/** One thing that is tested; `run` throws when it fails. */
export interface HealthTest {
  /** `products:responseTime`: what is looked at, and what is measured. */
  readonly name: string;
  readonly componentType: "component" | "datastore";
  /** Said when it fails; nothing of the inside. */
  readonly failure: string;
  run(): Promise<void>;
}

const healthType = "application/health+json";
const cacheMilliseconds = 5_000;
const testMilliseconds = 3_000;

/**
 * The self-test, `application/health+json` (draft-inadarei-api-health-check-06): 200 when all tests pass, else 503. An
 * answer may be 5 seconds old, so that asking often costs nothing; each check says when it was made.
 */
export function createHealth(contract: ContractSource, tests: readonly HealthTest[]): () => Promise<Answer> {
  let latest: { readonly answer: Promise<Answer>; readonly expiresAt: number } | undefined;
  return () => {
    const now = performance.now();
    if (latest === undefined || latest.expiresAt <= now) {
      latest = { answer: examine(contract, tests), expiresAt: now + cacheMilliseconds };
    }
    return latest.answer;
  };
}

async function examine(contract: ContractSource, tests: readonly HealthTest[]): Promise<Answer> {
  const { service: serviceId, version, description } = contract;
  const checks = await Promise.all(tests.map(async (test) => [test.name, [await runTest(test)]] as const));
  const failures = tests.filter((_, index) => checks[index]?.[1][0]?.status === "fail").map(({ failure }) => failure);
  if (failures.length > 0 && !declaresFailure(contract)) {
    const headers = { "retry-after": String(cacheMilliseconds / 1000) };
    return refused(new Problem(503, "dependency-unavailable", failures.join(" "), { headers }));
  }
  return {
    status: failures.length === 0 ? 200 : 503,
    mediaType: healthType,
    body: {
      status: failures.length === 0 ? "pass" : "fail",
      version: version.replace(/\..*/, ""),
      releaseId: version,
      serviceId,
      description,
      ...(failures.length === 0 ? {} : { output: failures.join(" ") }),
      checks: Object.fromEntries(checks),
    },
  };
}

/** A contract may know failures only as problems; then the self-test says there what failed. */
function declaresFailure({ operations }: ContractSource): boolean {
  const response = operations.getHealth?.responses[503];
  return response !== undefined && healthType in contentOf(response);
}

async function runTest({ componentType, failure, run }: HealthTest) {
  const time = new Date().toISOString();
  const startedAt = performance.now();
  const tooLate = new AbortController();
  const passed = await Promise.race([
    run().then(
      () => true,
      () => false,
    ),
    delay(testMilliseconds, false, { signal: tooLate.signal }).catch(() => false),
  ]);
  tooLate.abort();
  const observed = { observedValue: Math.round(performance.now() - startedAt), observedUnit: "ms" };
  return passed
    ? { componentType, ...observed, status: "pass", time }
    : { componentType, ...observed, status: "fail", time, output: failure };
}
