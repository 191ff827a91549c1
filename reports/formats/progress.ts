import type { Reporter } from "../reporter.ts";
import { plain } from "../text.ts";

const clearLine = "\r\x1b[2K";

/** One line on a terminal that is rewritten in place: what is going on. To stand before the console's reporter. */
export function progressReporter(write: (text: string) => void, columns: number): Reporter {
  let shown = false;
  const clear = () => {
    if (shown) write(clearLine);
    shown = false;
  };
  const show = (message: string) => {
    // A line that wraps could not be cleared.
    write(`${clearLine}${[...plain(message).replaceAll("\n", " ")].slice(0, columns - 1).join("")}`);
    shown = true;
  };
  return {
    name: "progress",
    onEvent(event) {
      if (event.type === "progress") show(event.message);
      else if (event.type === "case-started") show(`${event.case.subject}: ${event.case.title} …`);
      else clear();
    },
    async close() {
      clear();
    },
    abandon: clear,
  };
}
