import { createCollector, type Report } from "../model.ts";
import type { Reporter } from "../reporter.ts";

/** A format that is made as a whole when the run is over. */
export function renderedReporter(
  name: string,
  render: (report: Report) => string,
  write: (text: string) => void,
): Reporter {
  const collector = createCollector();
  return {
    name,
    onEvent: (event) => collector.add(event),
    async close() {
      write(render(collector.report()));
    },
  };
}
