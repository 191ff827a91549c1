import { type Fact, factSchema, TercetError } from "../../../contracts/index.ts";

/**
 * Refuses what could not be read again, before anything is written. Throws `TercetError` (`usage`) naming the member: all
 * of them come from a command line or a request.
 */
export function checkFacts(facts: readonly Fact[]): void {
  for (const fact of facts) {
    const parsed = factSchema.safeParse(fact);
    if (parsed.success) continue;
    const [issue] = parsed.error.issues;
    const given = JSON.stringify(Object.entries(fact).find(([name]) => name === issue?.path[0])?.[1])?.slice(0, 80);
    throw new TercetError(
      "usage",
      `${given} cannot be the ${issue?.path.join(".")} of a ${fact.fact}: ${issue?.message.replace(/\.$/, "")}.`,
    );
  }
}
