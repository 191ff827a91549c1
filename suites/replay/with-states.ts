import { type Interaction, type JsonObject, reasonOf } from "../../contracts/index.ts";
import { redactText } from "../kit/redact-text.ts";
import { type InteractionOutcome, stopped } from "./outcome.ts";
import { StateProblem, type States } from "./states.ts";

/**
 * Brings the provider into the states of an interaction, in their order, asks it, and tears the states down in reverse
 * order whatever happened. A state that cannot be set up makes the interaction inconclusive: it was not asked. What could
 * not be torn down is told as the outcome's `cleanup`.
 */
export async function withStates(
  states: States,
  { providerStates }: Interaction,
  consumer: string,
  asked: (values: JsonObject) => Promise<InteractionOutcome>,
): Promise<InteractionOutcome> {
  const begun: (typeof providerStates)[number][] = [];
  let values: JsonObject = {};
  let outcome: InteractionOutcome;
  try {
    for (const state of providerStates) {
      begun.unshift(state);
      // Parameters of the state are values too; what its set-up returns goes before them.
      values = { ...values, ...state.params, ...(await states.setUp(state, consumer)) };
    }
    outcome = await asked(values);
  } catch (error) {
    outcome = stopped("inconclusive", sentence(error, "set up", begun[0]?.name));
  }
  const left: string[] = [];
  for (const state of begun) {
    await states
      .tearDown(state, consumer)
      .catch((error: unknown) => left.push(sentence(error, "torn down", state.name)));
  }
  return left.length === 0 ? outcome : { ...outcome, cleanup: { verdict: "inconclusive", message: left.join(" ") } };
}

function sentence(error: unknown, what: string, state = ""): string {
  if (error instanceof StateProblem) return error.message;
  return redactText(`The provider state "${state}" could not be ${what}: ${reasonOf(error)}.`);
}
