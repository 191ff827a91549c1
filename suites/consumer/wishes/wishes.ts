import { branchesOf, canonical, isObject, type JsonObject, TercetError } from "../../../contracts/portable.ts";
import type { MockAnswer, Reading } from "../mock/message.ts";
import type { Plan } from "../mock/plan.ts";
import { createWish, type WantedAnswer, type Wish } from "./wish.ts";

/** A provider state as Pact has it: a name, and parameters. */
export interface GivenState {
  readonly name: string;
  readonly params: JsonObject;
}

/** After the provider state comes what the test wants. */
export interface Given {
  /** Another state that holds at the same time. */
  given(state: string, params?: Readonly<Record<string, unknown>>): Given;
  /**
   * Answers an operation so, until the next wish for it or until `reset`. Throws `TercetError` where there is no such
   * operation, and where the contract does not allow the answer.
   */
  answers(operation: string, wanted: WantedAnswer): Wanted;
}

/** An answer that a test wants, in all its branches. */
export interface Wanted {
  /** `$.discount is absent`, … : each must be met by some request before the recorder closes. */
  readonly branches: readonly string[];
  /** Answers from now on in this branch, and in the first alternative everywhere else. */
  take(branch: string): void;
}

/** What tests want of a mock. */
export interface Wishes {
  /** Every wish that was made, in the order in which they were made. */
  readonly declared: readonly Wish[];
  /** The states that hold now. */
  readonly states: readonly GivenState[];
  given(state: string, params?: Readonly<Record<string, unknown>>): Given;
  /** The wish for a request, if there is one; the last one counts. */
  grant(plan: Plan, reading: Reading): { readonly answer: MockAnswer; readonly wish: Wish } | undefined;
  /** Ends all wishes and states; `declared` stays. */
  clear(): void;
}

/** Starts without a wish. */
export function createWishes(plans: readonly Plan[]): Wishes {
  const declared: Wish[] = [];
  let states: readonly GivenState[] = [];
  let current: { wish: Wish }[] = [];

  const given = (name: string, params: Readonly<Record<string, unknown>> = {}): Given => {
    const state = { name, params: params as JsonObject };
    states = [...states.filter((other) => canonical(other) !== canonical(state)), state];
    return { given, answers };
  };

  const answers = (operation: string, wanted: WantedAnswer): Wanted => {
    const plan = findPlan(plans, operation);
    const entry = { wish: createWish(plan, wanted) };
    declared.push(entry.wish);
    current = [entry, ...current];
    return {
      branches: wanted.body === undefined ? [] : branchesOf(wanted.body).map(({ id }) => id),
      take: (branch) => {
        entry.wish = createWish(plan, wanted, branch);
      },
    };
  };

  return {
    declared,
    get states() {
      return states;
    },
    given,
    grant(plan, reading) {
      const wish = current.find((entry) => entry.wish.plan === plan && fits(entry.wish.wanted, reading))?.wish;
      return wish === undefined ? undefined : { answer: wish.answer, wish };
    },
    clear() {
      states = [];
      current = [];
    },
  };
}

function findPlan(plans: readonly Plan[], name: string): Plan {
  const found = plans.filter(
    ({ operation, contract }) => operation.id === name || `${contract.service}.${operation.id}` === name,
  );
  const [plan] = found;
  if (plan !== undefined && found.length === 1) return plan;
  const names = plans.map(({ operation }) => operation.id).join(", ");
  const why =
    plan === undefined
      ? `There is no operation "${name}"; the contract has ${names}`
      : `Several contracts have the operation "${name}"; write ${plan.contract.service}.${name}`;
  throw new TercetError("usage", `${why}.`);
}

function fits({ when }: WantedAnswer, reading: Reading): boolean {
  if (when === undefined) return true;
  const holds = (wanted: Readonly<Record<string, unknown>> | undefined, actual: Readonly<Record<string, unknown>>) =>
    Object.entries(wanted ?? {}).every(([name, value]) => isPart(value, actual[name]));
  return (
    holds(when.path, reading.path) &&
    holds(when.query, reading.query) &&
    holds(when.header, reading.header) &&
    (when.body === undefined || isPart(when.body, reading.body))
  );
}

/** Objects may have more members than are asked for; all else is equal. */
function isPart(wanted: unknown, actual: unknown): boolean {
  if (!isObject(wanted)) return canonical(wanted) === canonical(actual);
  return isObject(actual) && Object.entries(wanted).every(([name, value]) => isPart(value, actual[name]));
}
