import type { Call, CheckContext } from "../../kit/check.ts";
import { forEachConcurrently } from "../../kit/concurrency.ts";
import type { Input } from "./input.ts";
import { judge, judgeSilence, type Outcome } from "./outcome.ts";

/** As many inputs are under way at once. */
const concurrency = 6;

/** Sends one input in place of the call's own, and judges what comes back. */
export async function attemptInput(context: CheckContext, input: Input, call: Call): Promise<Outcome> {
  const request = await input.request(call, context.bind);
  try {
    return judge(input, await context.send(request, call.operation));
  } catch (error) {
    return judgeSilence(input, error);
  }
}

/** Sends several inputs, a few at once; the outcomes come in the order of the inputs. */
export async function attemptInputs(context: CheckContext, inputs: readonly Input[], call: Call): Promise<Outcome[]> {
  const outcomes = new Map<Input, Outcome>();
  await forEachConcurrently(inputs, concurrency, async (input) => {
    outcomes.set(input, await attemptInput(context, input, call));
  });
  return inputs.flatMap((input) => outcomes.get(input) ?? []);
}
