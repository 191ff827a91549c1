import { Counter, Gauge, Histogram, openMetricsContentType, type PrometheusContentType, Registry } from "prom-client";
import type { Answer } from "./answer.ts";
import type { Database } from "./database.ts";

/** Seconds; the contracts promise tenths of a second. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** What is measured, as OpenMetrics 1.0. */
export interface Metrics {
  request(operation: string, status: number, seconds: number): void;
  /** `problem`: the slug of what was answered. */
  refusal(operation: string, problem: string): void;
  dependency(name: string, outcome: "answered" | "failed" | "throttled", seconds: number): void;
  expose(): Promise<Answer>;
}

/** Starts to measure, from zero. */
export function createMetrics(database: Database): Metrics {
  const registry = new Registry();
  registry.setContentType(openMetricsContentType as string as PrometheusContentType);
  const registers = [registry];
  const requests = new Counter({
    name: "http_requests",
    help: "Requests answered, by operation and status.",
    labelNames: ["operation", "status"],
    registers,
  });
  const durations = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time to the answer, by operation.",
    labelNames: ["operation"],
    buckets,
    registers,
  });
  const refusals = new Counter({
    name: "http_refusals",
    help: "Requests refused, by operation and problem type.",
    labelNames: ["operation", "problem"],
    registers,
  });
  const calls = new Histogram({
    name: "dependency_call_duration_seconds",
    help: "Calls to other services, by service and outcome; the count is the number of calls.",
    labelNames: ["dependency", "outcome"],
    buckets,
    registers,
  });
  new Gauge({
    name: "database_connections",
    help: "Connections of this instance's pool, and requests that wait for one.",
    labelNames: ["state"],
    registers,
    collect() {
      const { totalCount, idleCount, waitingCount } = database.pool;
      this.set({ state: "used" }, totalCount - idleCount);
      this.set({ state: "idle" }, idleCount);
      this.set({ state: "awaited" }, waitingCount);
    },
  });
  return {
    request(operation, status, seconds) {
      requests.inc({ operation, status });
      durations.observe({ operation }, seconds);
    },
    refusal: (operation, problem) => refusals.inc({ operation, problem }),
    dependency: (dependency, outcome, seconds) => calls.observe({ dependency, outcome }, seconds),
    expose: async () => ({ status: 200, body: await registry.metrics(), mediaType: registry.contentType }),
  };
}
