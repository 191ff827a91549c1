import type { CheckContext, Report } from "../../kit/check.ts";
import type { Recording } from "../../kit/stand-in.ts";
import { movementBetween } from "./movement.ts";
import type { MetricsObserver } from "./observer.ts";
import type { Scrape } from "./scrape.ts";

/** Notes what reaches the dependencies that the harness stands in for. */
export function recordDependencies({ target }: CheckContext): ReadonlyMap<string, Recording> {
  return new Map([...(target.dependencies ?? [])].map(([service, standIn]) => [service, standIn.record()]));
}

/**
 * Whether calls to a dependency show: in a series that names it and moved since `before`. Where the harness does not stand in
 * for it, none may have been made; then it is not judged.
 */
export async function judgeDependency(
  service: string,
  recording: Recording | undefined,
  observer: MetricsObserver,
  before: Scrape,
): Promise<Pick<Report, "verdict" | "message">> {
  const calls = recording?.arrivals.length ?? 0;
  const names = (key: string) => key.toLowerCase().includes(service.toLowerCase());
  const growth = () => {
    const { series } = movementBetween(before, observer.latest());
    return [...series].filter(([key]) => names(key)).reduce((sum, [, grown]) => sum + grown, 0);
  };
  await observer.since(before, () => growth() >= Math.max(1, calls));
  const grown = growth();
  if (recording === undefined) {
    return grown > 0
      ? { verdict: "pass", message: `Calls to ${service} show in a counter.` }
      : {
          verdict: "skipped",
          message: `not exercised: no counter that names ${service} moved, and the harness does not stand in for it`,
        };
  }
  if (calls === 0) return { verdict: "skipped", message: `not exercised: ${service} was not asked meanwhile` };
  return grown >= calls
    ? { verdict: "pass", message: `${calls} calls to ${service} show in a counter.` }
    : {
        verdict: "fail",
        message: `Calls to a dependency must be measured (x-tercet.metrics), and while ${service} was asked ${calls} times, counters that name it grew by ${grown}.`,
      };
}
