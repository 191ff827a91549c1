import type { CaseIdentity } from "../../contracts/index.ts";
import type { Reporter } from "../reporter.ts";
import { plain } from "../text.ts";

/** So long a log may be silent; CI systems and people take silence for a run that hangs. */
const silenceMilliseconds = 20_000;

/** For a log, where no line can be rewritten: which cases are under way, each time that none has ended for 20 s. */
export function waitingReporter(write: (text: string) => void): Reporter {
  const underWay = new Map<string, CaseIdentity>();
  const timer = setInterval(() => {
    const [first, ...others] = underWay.values();
    if (first === undefined) return;
    const more = others.length === 0 ? "" : `, and ${others.length} more`;
    write(`${plain(`… ${first.subject}: ${first.title}${more}`)}\n`);
  }, silenceMilliseconds).unref();
  const end = () => clearInterval(timer);
  return {
    name: "waiting",
    onEvent(event) {
      if (event.type === "case-started") underWay.set(keyOf(event.case), event.case);
      if (event.type !== "case-finished") return;
      underWay.delete(keyOf(event.case));
      timer.refresh();
    },
    async close() {
      end();
    },
    abandon: end,
  };
}

function keyOf({ id, location = "" }: CaseIdentity): string {
  return `${id} ${location}`;
}
