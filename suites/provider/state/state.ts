import { setTimeout as sleep } from "node:timers/promises";
import {
  type Contract,
  evaluateTemplate,
  GenerationError,
  type Link,
  type Operation,
  type Random,
  responseKey,
} from "../../../contracts/index.ts";
import type { Call, PreparedCall, State } from "../../kit/check.ts";
import { createLimit } from "../../kit/concurrency.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { completeCall, type Given, type Source } from "./call.ts";
import { jobMilliseconds } from "./consequences.ts";
import { createsByName, isFed, linkValue, type Producer, pathNames, producersOf } from "./producers.ts";
import { scopeOf } from "./scope.ts";

/** How long is waited between two looks at what a job is to make. */
const pollMilliseconds = 150;

/** A call that fed another one, and its answer. */
export type Produced = NonNullable<PreparedCall["producer"]>;

const nothing: Given = { path: {}, query: {}, headers: {} };

/** Why no call could be made: becomes the `unreachable` of what was asked for. */
class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** What a state works with. */
export interface StateOptions {
  readonly contract: Contract;
  /** Absent: there are no keys to mint tokens with. */
  readonly subject: string | undefined;
  readonly random: Random;
  /** Sends in the name of a check; remembers what is created. */
  readonly call: (call: Call) => Promise<Exchange>;
  /** Calls whose answer a job had to be waited for, to be made again; shared by all checks of a session. */
  readonly awaited: Map<Link, Produced>;
}

/** Reaches the provider's state along the contract's links. */
export function createState(options: StateOptions): Omit<State, "cleanUp"> {
  const { contract, subject, random, awaited } = options;
  const oneAtATime = createLimit(1);
  /** How many calls were made of each operation: each one draws its own values. */
  const drawn = new Map<string, number>();
  const complete = (operation: Operation, given: Given, source: Source) => {
    const count = drawn.get(operation.id) ?? 0;
    drawn.set(operation.id, count + 1);
    return completeCall(contract, operation, given, source, random.fork(`${operation.id}/${count}`), subject);
  };

  async function reach(operation: Operation, source: Source): Promise<PreparedCall> {
    const reasons: string[] = [];
    for (const producer of producersOf(contract, operation)) {
      try {
        const { produced, given } = await obtain(producer, operation);
        return { call: complete(operation, given, source), producer: produced };
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        reasons.push(error.message);
      }
    }
    if (reasons.length > 0) throw new Unreachable([...new Set(reasons)].join("; "));
    refuseStrangers(operation);
    return { call: complete(operation, nothing, source) };
  }

  /** Runs a producer and takes from its answer what the link says, at once or when a job of the service has made it. */
  async function obtain(producer: Producer, consumer: Operation): Promise<{ produced: Produced; given: Given }> {
    const mayCome = producer.operation.method === "get" && isFed(contract, producer.operation);
    const repeat = async ({ call }: Produced): Promise<Produced> => ({ call, exchange: await options.call(call) });
    const given = ({ exchange }: Produced) => attemptTo(() => follow(producer, consumer, exchange));
    const known = consumer.method === "get" ? awaited.get(producer.link) : undefined;
    if (known !== undefined) {
      const produced = await repeat(known);
      const found = given(produced);
      if (!(found instanceof Unreachable)) return { produced, given: found };
    }
    const wait = async () => {
      let produced = await produce(producer);
      const deadline = performance.now() + (mayCome ? jobMilliseconds(contract) : 0);
      for (;;) {
        const found = given(produced);
        if (!(found instanceof Unreachable)) return { produced, given: found };
        if (performance.now() >= deadline) throw found;
        await sleep(pollMilliseconds);
        produced = await repeat(produced);
        awaited.set(producer.link, produced);
      }
    };
    // What one run of a job makes of two calls may be one object, which only one of the callers could delete.
    return mayCome ? oneAtATime(wait) : wait();
  }

  /** Runs a producer with its examples, and when they are refused with generated data. */
  async function produce(producer: Producer): Promise<Produced> {
    let refusal = "";
    for (const source of ["examples", "generated"] as const) {
      const { call } = await reach(producer.operation, source);
      const exchange = await options.call(call);
      const { status } = exchange.response;
      if (responseKey(producer.operation, status) === producer.status) return { call, exchange };
      refusal ||= `${producer.operation.id}, which it is reached by, answered ${status} instead of ${producer.status}`;
    }
    throw new Unreachable(refusal);
  }

  return {
    async prepare(operation) {
      try {
        return await reach(operation, "examples");
      } catch (error) {
        return unreachable(error);
      }
    },
    sample(operation) {
      try {
        return { call: complete(operation, nothing, "generated") };
      } catch (error) {
        return unreachable(error);
      }
    },
  };
}

/** The result, or why there is none. */
function attemptTo<T>(action: () => T): T | Unreachable {
  try {
    return action();
  } catch (error) {
    if (error instanceof Unreachable) return error;
    throw error;
  }
}

function unreachable(error: unknown): { readonly unreachable: string } {
  if (error instanceof Unreachable || error instanceof GenerationError) return { unreachable: error.message };
  throw error;
}

/** Takes from an answer what the link says. */
function follow({ operation, link }: Producer, consumer: Operation, exchange: Exchange): Given {
  const scope = scopeOf(operation, exchange);
  const evaluated = (value: unknown): unknown => {
    const result = evaluateTemplate(value, scope);
    if (result === undefined) {
      throw new Unreachable(`the link ${link.name} of ${operation.id} finds no value for ${JSON.stringify(value)}`);
    }
    return result;
  };
  const values = (place: string) =>
    Object.fromEntries(
      consumer.parameters
        .filter((parameter) => parameter.in === place && linkValue(link, place, parameter.name) !== undefined)
        .map(({ name }) => [name, evaluated(linkValue(link, place, name))]),
    );
  const headers = Object.entries(values("header")).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return {
    path: values("path"),
    query: values("query"),
    headers: Object.fromEntries(headers),
    ...(link.requestBody === undefined ? {} : { body: evaluated(link.requestBody) }),
  };
}

/** Throws where no link leads to an operation, and what it names would be something that was not created here. */
function refuseStrangers(operation: Operation): void {
  const names = pathNames(operation);
  if (names.length === 0 || createsByName(operation)) return;
  if (operation.method === "delete") {
    throw new Unreachable(
      "no link of the contract leads to it, and only what was created here is deleted; add a link from the operation that creates",
    );
  }
  const unknown = names.filter(
    (name) => !operation.parameters.some((one) => one.in === "path" && one.name === name && one.examples.length > 0),
  );
  if (unknown.length > 0) {
    throw new Unreachable(
      `no link of the contract leads to it, and the path parameter ${unknown.join(", ")} has no example; add one or the other`,
    );
  }
}
