import type { Operation } from "../../../contracts/index.ts";
import type { CheckContext } from "../../kit/check.ts";
import { attemptInputs } from "./attempts.ts";
import type { Input } from "./input.ts";
import { observerOf } from "./observe.ts";
import { isRefusal, type Outcome } from "./outcome.ts";

/** As many refused inputs are tried one by one to find the one that changes something. */
const maxExperiments = 25;

/**
 * Finds an input that changes the provider's state although it is refused. Something else may have changed the state
 * while the inputs were sent first (a job, another client): so all of them together must do it again, and then one of them
 * alone, twice, each time on a fresh object with nothing else under way.
 */
export async function findStateChange(
  context: CheckContext,
  operation: Operation,
  refused: readonly Input[],
): Promise<Outcome | undefined> {
  const changes = async (inputs: readonly Input[]) => experiment(context, operation, inputs);
  if ((await changes(refused)) === undefined) return undefined;
  for (const input of oneOfEachWayFirst(refused).slice(0, maxExperiments)) {
    const first = await changes([input]);
    if (first !== undefined && (await changes([input])) !== undefined) return first;
  }
  return undefined;
}

/** Sends inputs between two readings of a fresh object; the first outcome where all were refused and something changed. */
async function experiment(
  context: CheckContext,
  operation: Operation,
  inputs: readonly Input[],
): Promise<Outcome | undefined> {
  const prepared = await context.state.prepare(operation);
  if ("unreachable" in prepared) return undefined;
  const observer = await observerOf(context, prepared.call);
  const before = await observer?.read();
  const outcomes = await attemptInputs(context, inputs, prepared.call);
  const after = await observer?.read();
  return outcomes.every(isRefusal) && before !== after ? outcomes[0] : undefined;
}

function oneOfEachWayFirst(inputs: readonly Input[]): Input[] {
  const firsts = new Map(inputs.toReversed().map((input) => [input.way, input]));
  const chosen = new Set(firsts.values());
  return [...inputs.filter((input) => chosen.has(input)), ...inputs.filter((input) => !chosen.has(input))];
}
