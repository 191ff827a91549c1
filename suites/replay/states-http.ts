import { isObject, type JsonObject, type ProviderState } from "../../contracts/index.ts";
import type { Send } from "../kit/exchange.ts";
import { redactText } from "../kit/redact-text.ts";
import { StateProblem, type States } from "./states.ts";

/**
 * States by a route of the provider, as stock Pact calls it: POST with `{ consumer, state, states, params, action }`, of
 * which newer routes read `state`, `params` and `action`, and older ones `consumer`, `state` and `states`. A JSON object in
 * the answer gives the values for generators.
 */
export function statesByHttp(url: string, send: Send, headers: Readonly<Record<string, string>> = {}): States {
  async function call(action: "setup" | "teardown", state: ProviderState, consumer: string): Promise<JsonObject> {
    const { name, params } = state;
    const { response } = await send({
      method: "POST",
      url,
      headers: { ...headers, "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ consumer, state: name, states: [name], params, action }),
    });
    if (response.status >= 200 && response.status < 300) return valuesIn(response.body);
    const said = response.body === "" ? "" : `: ${redactText(response.body.slice(0, 200)).replaceAll(/\s+/g, " ")}`;
    const what = action === "setup" ? "set up" : "torn down";
    throw new StateProblem(
      `The provider state "${name}" could not be ${what}: ${url} answered ${response.status}${said}`,
    );
  }
  return {
    setUp: (state, consumer) => call("setup", state, consumer),
    async tearDown(state, consumer) {
      await call("teardown", state, consumer);
    },
  };
}

/** The values of a state; an answer that is no JSON object has none. */
function valuesIn(body: string): JsonObject {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? (value as JsonObject) : {};
  } catch {
    return {};
  }
}
