import { emptyReading, headerText, type MockAnswer, type MockRequest } from "../mock/message.ts";
import { refusalsOf } from "../mock/place.ts";
import type { Plan } from "../mock/plan.ts";
import type { Refusal } from "../mock/refusal.ts";

/** How many keys are remembered; the oldest go first. */
const maximumKeys = 10_000;
const decoder = new TextDecoder();

/** Answers a repeated request as the first one was answered: draft-ietf-httpapi-idempotency-key-header §2. */
export interface Idempotency {
  /** Calls `act` once for each key; the same key with another request is refused (§2.7: 422). */
  once(plan: Plan, request: MockRequest, act: () => MockAnswer | Refusal | undefined): MockAnswer | Refusal | undefined;
}

/** Remembers nothing yet. */
export function createIdempotency(): Idempotency {
  const known = new Map<string, { readonly said: string; readonly answer: MockAnswer | Refusal | undefined }>();
  return {
    once(plan, request, act) {
      const { operation } = plan;
      const isDeclared = operation.parameters.some(
        ({ in: place, name }) => place === "header" && name.toLowerCase() === "idempotency-key",
      );
      const key = isDeclared ? headerText(request.headers, "idempotency-key") : undefined;
      if (key === undefined) return act();
      const owner = headerText(request.headers, "authorization") ?? "";
      const name = JSON.stringify([operation.id, key, owner]);
      const said = `${request.target}\n${decoder.decode(request.body)}`;
      const before = known.get(name);
      if (before === undefined) {
        const answer = act();
        known.set(name, { said, answer });
        if (known.size > maximumKeys) known.delete(known.keys().next().value as string);
        return answer;
      }
      if (before.said === said) return before.answer;
      const detail = `The Idempotency-Key of this ${operation.id} was used for another request; each request needs its own.`;
      return plan.answers.isDeclared(422)
        ? plan.answers.pick({ status: 422, dynamic: false }, undefined, emptyReading())
        : refusalsOf(plan.contract, operation)(422, "idempotency-key", detail);
    },
  };
}
