import { isObject, type JsonObject, type ProviderState } from "../../contracts/index.ts";
import { within } from "./bounded.ts";

/**
 * Brings the provider into a state, or out of it. A JSON object that the set-up returns, or promises, is given to the
 * generators that ask for values of the state.
 */
export type StateFunction = (params: JsonObject) => unknown;

/** How a provider is brought into one state, and out of it. */
export type StateHandler = StateFunction | { readonly setup: StateFunction; readonly teardown?: StateFunction };

/** Handlers by the name of the state, as the pact writes it. */
export type StateHandlers = Readonly<Record<string, StateHandler>>;

/** How the states of a provider are reached. */
export interface States {
  /** Gives the values of the state. Rejects with one sentence where the state cannot be had. */
  setUp(state: ProviderState, consumer: string): Promise<JsonObject>;
  /** Rejects with one sentence where the provider could not be brought back. */
  tearDown(state: ProviderState, consumer: string): Promise<void>;
}

/** A state could not be set up or torn down. */
export class StateProblem extends Error {
  override readonly name = "StateProblem";
}

/** States by functions of the caller, each of which may take so long. */
export function statesByFunctions(handlers: StateHandlers, timeoutMilliseconds: number): States {
  const handlerOf = ({ name }: ProviderState): StateHandler => {
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
    if (handler !== undefined) return handler;
    const known = Object.keys(handlers).map((one) => `"${one}"`);
    const have = known.length === 0 ? "there is none" : `there are ${known.join(", ")}`;
    throw new StateProblem(`No handler was given for the provider state "${name}"; ${have}.`);
  };
  return {
    async setUp(state) {
      const handler = handlerOf(state);
      const setUp = typeof handler === "function" ? handler : handler.setup;
      const what = `the handler of "${state.name}" did not end`;
      const values = await within(timeoutMilliseconds, what, () => setUp(state.params));
      return isObject(values) ? (values as JsonObject) : {};
    },
    async tearDown(state) {
      const handler = Object.hasOwn(handlers, state.name) ? handlers[state.name] : undefined;
      if (handler === undefined || typeof handler === "function") return;
      const what = `the teardown of "${state.name}" did not end`;
      await within(timeoutMilliseconds, what, () => handler.teardown?.(state.params));
    },
  };
}

/** The provider is in every state already: nothing is set up. */
export const statesGiven: States = {
  setUp: async () => ({}),
  tearDown: async () => {},
};

/** There is no way to set a state up; `remedy`: what gives one, to end the sentence. */
export function statesUnreachable(remedy: string): States {
  return {
    async setUp({ name }) {
      throw new StateProblem(`The provider state "${name}" cannot be set up: ${remedy}.`);
    },
    tearDown: async () => {},
  };
}
