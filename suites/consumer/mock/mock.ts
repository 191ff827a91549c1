import { type Contract, createRandom, reasonOf, TercetError } from "../../../contracts/portable.ts";
import { type Fault, type FaultRule, faultHeader, readFault } from "../faults/fault.ts";
import { createFaults, type Faults } from "../faults/faults.ts";
import { bareAnswer, breakBody } from "../faults/spoil.ts";
import { createState, type State } from "../state/state.ts";
import type { Wish } from "../wishes/wish.ts";
import { createWishes, type Given, type Wishes } from "../wishes/wishes.ts";
import { isRefusal } from "./answers.ts";
import { headerText, type MockAnswer, type MockRequest, type Reading } from "./message.ts";
import { titleOf } from "./place.ts";
import { createPlan, type Plan } from "./plan.ts";
import { noPreferences, readPreferences } from "./preferences.ts";
import { splitTarget } from "./query.ts";
import { type Refusal, refusalAnswer } from "./refusal.ts";
import { createRouter, type Route } from "./router.ts";

/** A contract at a place of its own on the mock. */
export interface MockedContract {
  readonly contract: Contract;
  /** In front of every path, as `/products`; empty: nothing. */
  readonly prefix?: string;
}

/** How a mock behaves. */
export interface MockOptions {
  /** For what is generated: the same seed gives the same answers. Default: 1. */
  readonly seed?: number;
  /** What is created is read back, listed, changed and deleted. Default: false. */
  readonly stateful?: boolean;
  /** Faults from the start. Default: none. */
  readonly faults?: readonly FaultRule[];
}

/** A request that the contract allows, and its answer. */
export interface MockExchange {
  readonly plan: Plan;
  readonly request: MockRequest;
  readonly reading: Reading;
  readonly answer: MockAnswer;
  /** The wish of the test that was granted. */
  readonly wish?: Wish | undefined;
}

/** What comes of a request: the answer, and what the transport must do to it. */
export interface Handled {
  readonly answer: MockAnswer;
  readonly fault?: Fault | undefined;
}

/** A provider made of its contract. */
export interface Mock {
  readonly contracts: readonly MockedContract[];
  readonly faults: Faults;
  /** Answers one request, always validly by the contract, or refuses it (`tercet-mock: refused`). Never throws. */
  handle(request: MockRequest): Handled;
  /** Names a provider state, in which the test wishes for answers: `mock.given("milk is sold").answers("getProduct", { … })`. */
  given(state: string, params?: Readonly<Record<string, unknown>>): Given;
  /** The wishes since the last reset, for a recorder. */
  readonly wishes: Wishes;
  /** Is told every exchange that the contract allows and no fault spoilt; returns what ends that. */
  observe(listener: (exchange: MockExchange) => void): () => void;
  /** Forgets state, wishes and faults: between two tests. */
  reset(): void;
}

/**
 * Makes a mock of one or several contracts. Throws `TercetError` (`contract`) where two of them serve the same method and
 * path: give them prefixes.
 */
export function createMock(
  contracts: Contract | readonly (Contract | MockedContract)[],
  options: MockOptions = {},
): Mock {
  const { seed = 1, stateful = false, faults: initialFaults = [] } = options;
  const mocked = (Array.isArray(contracts) ? contracts : [contracts]).map(mockedContract);
  const random = createRandom(seed);
  const plans = mocked.flatMap(({ contract, prefix = "" }) =>
    contract.operations.map((operation) =>
      lazyPlan(() => createPlan(contract, operation, prefix, random), contract, operation, prefix),
    ),
  );
  const router = createRouter(plans.map(routeOf), clash);
  const faults = createFaults(initialFaults);
  const wishes = createWishes(plans);
  const makeState = (): State | undefined => (stateful ? createState(plans) : undefined);
  let state = makeState();
  const listeners = new Set<(exchange: MockExchange) => void>();

  const handle = (request: MockRequest): Handled => {
    const { path, search } = splitTarget(request.target);
    const found = router.find(request.method, path);
    if (!("value" in found)) return { answer: refusalAnswer(notFound(request, path, found, mocked)) };
    const plan = found.value;
    try {
      const reading = plan.read(request, found.captures, search);
      if ("rule" in reading) return { answer: refusalAnswer(reading) };
      return answer(plan, request, reading);
    } catch (error) {
      const detail = `The contract cannot be served: ${reasonOf(error)}.`;
      const { contract, operation } = plan;
      return {
        answer: refusalAnswer({
          status: 500,
          rule: "contract",
          detail,
          contract: titleOf(contract),
          operation: operation.id,
        }),
      };
    }
  };

  const answer = (plan: Plan, request: MockRequest, reading: Reading): Handled => {
    const { headers } = request;
    const asked =
      headers[faultHeader] === undefined
        ? faults.take(plan.operation.id)
        : readFault(headerText(headers, faultHeader) ?? "");
    if (typeof asked === "string")
      return { answer: refusalAnswer(ofRequest(plan, "fault", `The header ${faultHeader} makes no sense: ${asked}.`)) };
    if (asked !== undefined) return spoilt(plan, request, reading, asked);
    const picked = usual(plan, request, reading);
    if (isRefusal(picked.answer)) return { answer: refusalAnswer(picked.answer) };
    for (const listener of listeners) listener({ plan, request, reading, answer: picked.answer, wish: picked.wish });
    return { answer: picked.answer };
  };

  /** What is answered where nothing goes wrong: by preference, by the test's wish, by the state, by the contract. */
  const usual = (plan: Plan, request: MockRequest, reading: Reading): { answer: MockAnswer | Refusal; wish?: Wish } => {
    const { headers } = request;
    const accept = headerText(headers, "accept");
    if (headers.prefer !== undefined) {
      const preferences = readPreferences(headerText(headers, "prefer") ?? "");
      if (typeof preferences === "string")
        return { answer: ofRequest(plan, "prefer", `The header Prefer makes no sense: ${preferences}.`) };
      const isChosen = preferences.status !== undefined || preferences.example !== undefined || preferences.dynamic;
      if (isChosen) return { answer: plan.answers.pick(preferences, accept, reading) };
    }
    const granted = wishes.grant(plan, reading);
    if (granted !== undefined) return granted;
    return { answer: state?.answer(plan, request, reading) ?? plan.answers.pick(noPreferences, accept, reading) };
  };

  const spoilt = (plan: Plan, request: MockRequest, reading: Reading, fault: Fault): Handled => {
    const { status } = fault;
    const picked =
      status === undefined
        ? usual(plan, request, reading).answer
        : plan.answers.pick({ status, dynamic: false }, undefined, reading);
    const whole = isRefusal(picked) ? (status === undefined ? refusalAnswer(picked) : bareAnswer(status)) : picked;
    return { answer: fault.body === "broken" ? breakBody(whole) : whole, fault };
  };

  return {
    contracts: mocked,
    faults,
    wishes,
    handle,
    given: (name, params) => wishes.given(name, params),
    observe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    reset() {
      state = makeState();
      wishes.clear();
      faults.set(initialFaults);
    },
  };
}

function mockedContract(one: Contract | MockedContract): MockedContract {
  const mocked = "contract" in one ? one : { contract: one };
  const prefix = (mocked.prefix ?? "").replace(/\/+$/, "");
  if (prefix === "" || /^(\/[^/?#{}]+)+$/.test(prefix)) return { contract: mocked.contract, prefix };
  throw new TercetError(
    "usage",
    `The prefix "${prefix}" of ${titleOf(mocked.contract)} is no path: write it as /${mocked.contract.service}.`,
  );
}

/** A large contract has hundreds of operations, and a test uses a few of them. */
function lazyPlan(make: () => Plan, contract: Contract, operation: Plan["operation"], prefix: string): Plan {
  let made: Plan | undefined;
  const plan = () => {
    made ??= make();
    return made;
  };
  return {
    contract,
    operation,
    prefix,
    get answers() {
      return plan().answers;
    },
    read: (request, captures, search) => plan().read(request, captures, search),
  };
}

function routeOf(plan: Plan): Route<Plan> {
  const { operation, prefix } = plan;
  return { method: operation.method.toUpperCase(), template: prefix + operation.path, value: plan };
}

function clash({ method, template, value }: Route<Plan>, other: Plan): never {
  const [one, two] = [other.contract, value.contract];
  const remedy =
    one === two
      ? "remove one of the operations, or make their paths differ"
      : `give each a prefix, as /${one.service}=${one.service} and /${two.service}=${two.service}`;
  throw new TercetError(
    "contract",
    `${titleOf(one)} and ${titleOf(two)} both serve ${method} ${template}: ${remedy}.`,
    {
      place: { file: two.source, pointer: value.operation.pointer, rule: "clash" },
    },
  );
}

/** 404 and 405 of the mock itself: the contract does not know such a request. */
function notFound(
  request: MockRequest,
  path: string,
  methods: readonly string[],
  mocked: readonly MockedContract[],
): Refusal {
  const contract = mocked.map((one) => titleOf(one.contract)).join(", ");
  if (methods.length === 0) {
    return {
      status: 404,
      rule: "path",
      contract,
      pointer: "/paths",
      detail: `No operation of ${contract} has a path that fits ${path}.`,
    };
  }
  const detail = `${path} has ${methods.join(", ")} in ${contract}, and no ${request.method}.`;
  return { status: 405, rule: "method", contract, pointer: "/paths", detail, headers: ["allow", methods.join(", ")] };
}

function ofRequest({ contract, operation }: Plan, rule: "fault" | "prefer", detail: string): Refusal {
  return { status: 400, rule, detail, contract: titleOf(contract), operation: operation.id };
}
