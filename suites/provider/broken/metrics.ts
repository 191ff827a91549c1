import type { Request } from "./messages.ts";
import { matchPath } from "./routes.ts";

/** What the provider measures of itself; a fault replaces it. */
export interface Metrics {
  /** Counts an answer and the time that it took. */
  count(request: Request, status: number, seconds: number): void;
  /** Counts a request to another service. */
  countCall(dependency: string): void;
  /** Prometheus text, format 0.0.4. */
  expose(): string;
}

const bounds = [0.01, 0.1, 1];

/** The operation that a request is for, as far as there is one. */
export function operationOf({ method, path }: Request): string {
  return matchPath(path).find(({ route }) => route.method === method)?.route.operation ?? "unknown";
}

/** Measures from zero: answers by operation and status, how long they took, and calls to other services. */
export function createMetrics(): Metrics {
  const requests = new Map<string, number>();
  const durations = new Map<string, number[]>();
  const calls = new Map<string, number>();
  return {
    countCall: (dependency) => void calls.set(dependency, (calls.get(dependency) ?? 0) + 1),
    count(request, status, seconds) {
      const operation = operationOf(request);
      const labels = `{operation="${operation}",status="${status}"}`;
      requests.set(labels, (requests.get(labels) ?? 0) + 1);
      durations.set(operation, [...(durations.get(operation) ?? []), seconds]);
    },
    expose() {
      const counts = [...requests].map(([labels, count]) => `http_requests_total${labels} ${count}`);
      const buckets = [...durations].flatMap(([operation, times]) => [
        ...bounds.map((bound) => {
          const within = times.filter((seconds) => seconds <= bound).length;
          return `http_request_duration_seconds_bucket{operation="${operation}",le="${bound}"} ${within}`;
        }),
        `http_request_duration_seconds_bucket{operation="${operation}",le="+Inf"} ${times.length}`,
        `http_request_duration_seconds_sum{operation="${operation}"} ${times.reduce((sum, one) => sum + one, 0)}`,
        `http_request_duration_seconds_count{operation="${operation}"} ${times.length}`,
      ]);
      return [
        "# HELP http_requests_total Answers, by operation and status.",
        "# TYPE http_requests_total counter",
        ...counts,
        "# HELP http_request_duration_seconds Time to the answer, by operation.",
        "# TYPE http_request_duration_seconds histogram",
        ...buckets,
        "# HELP dependency_calls_total Requests to other services.",
        "# TYPE dependency_calls_total counter",
        ...[...calls].map(([dependency, count]) => `dependency_calls_total{dependency="${dependency}"} ${count}`),
        "",
      ].join("\n");
    },
  };
}
