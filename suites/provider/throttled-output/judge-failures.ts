import type { HttpRequest } from "../../kit/exchange.ts";
import { redactExchange } from "../../kit/redact.ts";
import { type Trouble, troubleIn, tryCall } from "../load/outcome.ts";
import { type FailingMode, failingModes } from "./modes.ts";
import type { ReachingCall } from "./reach.ts";
import { awaitRecovery, type Recovery } from "./recovery.ts";
import type { Subject, Way, WayFinding } from "./subject.ts";
import { showsUnlawful } from "./trust.ts";

/** As many answers that break the dependency's contract are given to one operation, each in another way. */
const unlawfulAnswers = 12;

/** What was found of one way and operation, over all modes that belong to it. */
interface Tally {
  readonly exercised: string[];
  readonly missed: string[];
  failure?: WayFinding;
}

interface Entry {
  readonly way: Way;
  readonly operation: string;
  readonly tally: Tally;
}

/**
 * Lets the dependency fail in one way after the other, and calls each operation that asks it. Ends, and returns it, with a
 * recovery that does not come: nothing could be told after that.
 */
export async function judgeFailures(subject: Subject): Promise<Recovery> {
  const { context, reach } = subject;
  let recovery: Recovery = { milliseconds: 0 };
  const tallies = new Map<string, Entry>();
  for (const failing of failingModes) {
    const calls = reach.reaching.filter(({ call }) => subject.selects(failing.way, call.operation.id));
    for (const reaching of calls) {
      const { id } = reaching.call.operation;
      const key = `${failing.way} ${id}`;
      const entry = tallies.get(key) ?? { way: failing.way, operation: id, tally: { exercised: [], missed: [] } };
      tallies.set(key, entry);
      if (entry.tally.failure === undefined) await judgeMode(subject, reaching, failing, entry.tally);
    }
    if (calls.length > 0) recovery = await awaitRecovery(context, reach);
    if ("last" in recovery) break;
  }
  reportTallies(subject, tallies.values());
  return recovery;
}

function reportTallies({ name, report }: Subject, tallies: Iterable<Entry>): void {
  for (const { way, operation, tally } of tallies) {
    const { exercised, missed, failure } = tally;
    const clauses = (list: readonly string[]) => list.join(", ");
    if (failure !== undefined) report(way, failure, operation);
    else if (exercised.length === 0) {
      const message = `not exercised: ${operation} asked nothing of ${name} while that ${clauses(missed)}`;
      report(way, { verdict: "skipped", message }, operation);
    } else {
      const message = `${operation} gives a declared answer while ${name} ${clauses(exercised)}.`;
      report(way, { verdict: "pass", message }, operation);
    }
  }
}

async function judgeMode(subject: Subject, reaching: ReachingCall, failing: FailingMode, tally: Tally): Promise<void> {
  const { context, reach, name } = subject;
  const { mode, clause } = failing;
  const { operation } = reaching.call;
  const [instance] = reach.instances;
  if (instance === undefined) return;
  let asked = 0;
  await reach.standIn.setMode(mode);
  try {
    for (let turn = 0; turn < (mode === "unlawful" ? unlawfulAnswers : 1); turn++) {
      const request = await context.at(instance).bind(reaching.call);
      const { trouble, arrivals, unlawful } = await tryOnce(subject, reaching, request);
      asked += arrivals;
      if (trouble === undefined) continue;
      const what = unlawful === undefined ? clause : `${clause} (${unlawful})`;
      const message = `${operation.id} must survive that ${name} ${what}: a declared answer within the bound, and not 500; it ${trouble.message}.`;
      const { evidence } = trouble;
      tally.failure = { verdict: "fail", message, ...(evidence === undefined ? {} : { evidence }) };
      break;
    }
  } finally {
    await reach.standIn.setMode("healthy");
  }
  // Nobody can be seen to ask where connections are refused.
  (asked > 0 || mode === "dead" ? tally.exercised : tally.missed).push(clause);
}

/** One call: what is wrong with its outcome, and what it was given by the dependency. */
async function tryOnce(
  { context, reach }: Subject,
  reaching: ReachingCall,
  request: HttpRequest,
): Promise<{
  readonly trouble: Trouble | undefined;
  readonly arrivals: number;
  readonly unlawful: string | undefined;
}> {
  const recording = reach.standIn.record();
  try {
    const outcome = await tryCall(context, reaching.call, request);
    const { arrivals } = recording;
    const spoilt = arrivals.flatMap(({ unlawful }) => unlawful ?? []);
    const trusted =
      "exchange" in outcome ? spoilt.find((one) => showsUnlawful(one, outcome.exchange, reaching.usual)) : undefined;
    const trouble: Trouble | undefined =
      trusted !== undefined && "exchange" in outcome
        ? { message: "shows that very value in its own answer", evidence: redactExchange(outcome.exchange) }
        : troubleIn(context, reaching.call.operation, outcome);
    const unlawful = (trusted ?? spoilt[0])?.description;
    return { trouble, arrivals: arrivals.length, unlawful };
  } finally {
    recording.stop();
  }
}
