import type { Operation } from "../../contracts/index.ts";
import type { Call, Check, CheckContext } from "../kit/check.ts";
import { attemptOperations } from "./attempt.ts";
import { attemptInputs } from "./input-validation/attempts.ts";
import type { Input } from "./input-validation/input.ts";
import { inputsFor, inputWays, takesInput } from "./input-validation/inputs.ts";
import { observerOf } from "./input-validation/observe.ts";
import { isRefusal, type Outcome } from "./input-validation/outcome.ts";
import { type Doubt, reportProblems, reportStateChange, reportWay, subjectOf } from "./input-validation/report.ts";
import { findStateChange } from "./input-validation/state-change.ts";

const guarantee = "input-validation";

/** Judged from what came back to all other ways. */
const judgedFromAll = ["problem-details", "state-change"] as const;

/** Every operation refuses what its contract does not allow, says so as a problem, and changes nothing. */
export const inputValidation: Check = {
  guarantee,
  statement: "Each service validates format and fields of what it is sent before it acts on it.",
  rationale:
    "What one service lets in, all that come after it must live with; a wrong value is cheapest where it is refused.",
  standard: { title: "RFC 9457, Problem Details for HTTP APIs", url: "https://www.rfc-editor.org/rfc/rfc9457" },
  severity: "serious",
  appliesWhen: "an operation takes parameters or a body",
  needs: ["a token source"],
  maxSeconds: 300,
  mend: "Hold path, query, header and body against the contract's schemas, closed objects included, before anything is read or written; parse JSON strictly (RFC 7493), with limits on size and depth; answer 400, 413, 415 or 422 as application/problem+json.",
  safeInProduction: false,
  ways: () => [...inputWays, ...judgedFromAll],
  inapplicable: ({ operations }) =>
    operations.some(takesInput) ? undefined : "no operation of the contract takes parameters or a body",
  async run(context) {
    const check = `${guarantee}/wrong-type`;
    const judge = (operation: Operation) => judgeOperation(context, operation);
    const operations = context.operations.filter(takesInput);
    const reading = { ...context, operations: operations.filter(isReading) };
    await attemptOperations(reading, { check, concurrency: 4 }, judge);
    // One after another: what one of them changes would look like a change by another one's refused input.
    const changing = { ...context, operations: operations.filter((operation) => !isReading(operation)) };
    await attemptOperations(changing, { check, concurrency: 1 }, judge);
  },
};

async function judgeOperation(context: CheckContext, operation: Operation): Promise<void> {
  const start = await acceptedCall(context, operation);
  if (start.call === undefined) {
    context.report({ ...subjectOf("wrong-type", operation), verdict: "skipped", message: start.reason });
    return;
  }
  const { call, doubt } = start;
  const inputs = selected(context, operation, call);
  const observer = isReading(operation) ? undefined : await observerOf(context, call);
  const before = await observer?.read();
  const outcomes: Outcome[] = [];
  let change: Outcome | undefined;
  for (const batch of inBatches(inputs)) {
    const sent = await attemptInputs(context, batch, call);
    outcomes.push(...sent);
    if (change !== undefined || batch.some(({ expected }) => expected === "survived")) continue;
    if (before === (await observer?.read())) continue;
    change = await findStateChange(
      context,
      operation,
      sent.filter(isRefusal).map(({ input }) => input),
    );
  }

  for (const way of inputWays) {
    const ofWay = outcomes.filter(({ input }) => input.way === way);
    const wanted = ofWay.length > 0 && context.selects(way, operation.id);
    if (wanted) await reportWay(context, call, way, ofWay, doubt);
  }
  reportProblems(context, operation, outcomes);
  if (isReading(operation) || !context.selects("state-change", operation.id)) return;
  if (observer === undefined) {
    const message = `no GET of the contract shows what ${operation.id} changes`;
    context.report({ ...subjectOf("state-change", operation), verdict: "skipped", message });
    return;
  }
  reportStateChange(context, operation, outcomes.filter(isRefusal).length, change);
}

/** A call to start from, and why it was not shown to be accepted; or no call, and the reason. */
type Start = { readonly call: Call; readonly doubt?: Doubt } | { readonly call?: undefined; readonly reason: string };

/** The positive control: the valid call is sent first, then a fresh one is made, since the first may have used it up. */
async function acceptedCall(context: CheckContext, operation: Operation): Promise<Start> {
  const control = await context.state.prepare(operation);
  if ("unreachable" in control) {
    const sample = context.state.sample(operation);
    if ("unreachable" in sample) return { reason: `no request could be made: ${sample.unreachable}` };
    return { call: sample.call, doubt: { verdict: "skipped", reason: `no valid call: ${control.unreachable}` } };
  }
  const { response } = await context.send(await context.bind(control.call), operation);
  const fresh = isReading(operation) ? control : await context.state.prepare(operation);
  const call = "unreachable" in fresh ? control.call : fresh.call;
  if (response.status < 300) return { call };
  return { call, doubt: { verdict: "inconclusive", reason: `the valid call itself was answered ${response.status}` } };
}

/** The inputs of the ways that were asked for; all of them where something is judged from all. */
function selected(context: CheckContext, operation: Operation, call: Call): Input[] {
  const inputs = inputsFor(context.contract, operation, call, context.random.fork(operation.id));
  const all = judgedFromAll.some((way) => context.selects(way, operation.id));
  return inputs.filter(({ way }) => all || context.selects(way, operation.id));
}

/**
 * One input of each way first: if what is refused is written nevertheless, that shows before a collection is so full that
 * one more is not seen. What may be taken comes last, since it may change something.
 */
function inBatches(inputs: readonly Input[]): Input[][] {
  const strict = inputs.filter(({ expected }) => expected === "refused");
  const scouts = inputWays.flatMap((name) => strict.find(({ way }) => way === name) ?? []);
  const others = strict.filter((input) => !scouts.includes(input));
  return [scouts, others, inputs.filter(({ expected }) => expected === "survived")].filter(({ length }) => length > 0);
}

function isReading({ method }: Operation): boolean {
  return method === "get" || method === "head" || method === "options";
}
