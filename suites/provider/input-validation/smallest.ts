import { schemasOf, shrinkInvalid } from "../../../contracts/index.ts";
import type { Call, CheckContext } from "../../kit/check.ts";
import { attemptInput } from "./attempts.ts";
import type { Outcome } from "./outcome.ts";

/** As many requests are spent on finding a smaller input for one finding. */
const maxTrials = 25;

/** The smallest of several failures, made as small as it can be while it still fails in the same manner. */
export async function smallestFailure(
  context: CheckContext,
  failures: readonly [Outcome, ...Outcome[]],
  call: Call,
): Promise<Outcome> {
  let [smallest] = failures.toSorted((left, right) => sizeOf(left) - sizeOf(right)) as [Outcome];
  const { shrinkable } = smallest.input;
  if (shrinkable === undefined) return smallest;
  const { schema, value, withBody } = shrinkable;
  const manner = mannerOf(smallest);
  await shrinkInvalid(
    schemasOf(context.contract),
    schema,
    value,
    async (candidate) => {
      const outcome = await attemptInput(context, withBody(candidate), call);
      const fails = outcome.verdict === "wrong" && mannerOf(outcome) === manner;
      if (fails) smallest = outcome;
      return fails;
    },
    maxTrials,
  );
  return smallest;
}

function sizeOf({ input }: Outcome): number {
  return JSON.stringify(input.shown).length;
}

/** A success, a server error, or no answer. */
function mannerOf({ exchange }: Outcome): string {
  if (exchange === undefined) return "silence";
  return exchange.response.status >= 500 ? "server error" : "success";
}
