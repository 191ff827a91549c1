import type { MetricsObserver } from "./observer.ts";
import type { ReportOn } from "./report.ts";

/** A scrape that takes longer holds up whoever scrapes; Prometheus gives up after ten times as long, by default. */
const maxScrapeMilliseconds = 1000;

/** Judges all scrapes together: that each could be read, how long the fastest took, and whether a counter went down. */
export async function judgeScrapes(observer: MetricsObserver, report: ReportOn): Promise<void> {
  const { milliseconds, scrapes } = observer.fastest();
  const [last] = observer.latest();
  const families = last?.families.length ?? 0;
  report("exposition", "pass", `Each of ${scrapes} scrapes can be read; the last one has ${families} families.`);
  if (milliseconds <= maxScrapeMilliseconds) {
    report("scrape-time", "pass", `A scrape takes ${Math.round(milliseconds)} ms.`);
  } else {
    const message = `A scrape must be answered within ${maxScrapeMilliseconds} ms, and the fastest of ${scrapes} took ${Math.round(milliseconds)} ms.`;
    report("scrape-time", "fail", message, last?.exchange);
  }
  const decline = observer.decline();
  const isSeveral = decline === undefined ? observer.isKnownSeveral() : await observer.isSeveral();
  if (isSeveral) report("monotonic", "inconclusive", severalProcesses);
  else if (decline === undefined) report("monotonic", "pass", `No counter went down between ${scrapes} scrapes.`);
  else {
    const message = `A counter never goes down (OpenMetrics 1.0, "Counter"), and ${decline}.`;
    report("monotonic", "fail", message, last?.exchange);
  }
}

/** Why no movement can be told. */
export const severalProcesses = "Several processes answer in turn behind one address; give the URL of each instance.";
