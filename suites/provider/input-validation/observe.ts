import { canonical, type Operation } from "../../../contracts/index.ts";
import type { Call, CheckContext } from "../../kit/check.ts";

/** What readers see of the state that a call would change. */
export interface Observer {
  /** One text for all that is read now; equal texts, equal state. */
  read(): Promise<string>;
}

/** An operation's effect is looked for in so many places at the most. */
const maxReadings = 3;

/**
 * Finds the GET operations that show what a call would change: on its path or above it (the object, its collection), and
 * those that count the service's objects (no parameters, an object of whole numbers as answer). Undefined where none of
 * them answers the same twice.
 */
export async function observerOf(context: CheckContext, call: Call): Promise<Observer | undefined> {
  const readOnce = async (reading: Call) => {
    const { response } = await context.send(await context.bind(reading), reading.operation);
    return { status: response.status, text: `${response.status} ${normalised(response.body)}`, body: response.body };
  };
  const calls: Call[] = [];
  for (const { reading, counts } of readingsOf(context, call)) {
    if (calls.length === maxReadings) break;
    const { status, text, body } = await readOnce(reading);
    // That there is no object yet is also something that must not change.
    const tells = counts ? status < 300 && holdsCounts(body) : status < 300 || status === 404;
    if (tells && (await readOnce(reading)).text === text) calls.push(reading);
  }
  if (calls.length === 0) return undefined;
  return {
    read: async () => {
      const texts: string[] = [];
      for (const reading of calls) texts.push((await readOnce(reading)).text);
      return texts.join("\n");
    },
  };
}

interface Reading {
  readonly reading: Call;
  /** It has nothing to do with the call's path, and serves only if it counts. */
  readonly counts: boolean;
}

function readingsOf({ contract, state }: CheckContext, call: Call): Reading[] {
  return contract.operations.flatMap((operation) => {
    if (operation.method !== "get" || operation.extension.selfTest) return [];
    const isNear = isAbove(operation.path, call.operation.path);
    if (!isNear && !takesNothing(operation)) return [];
    const sample = state.sample(operation);
    if ("unreachable" in sample) return [];
    const path = Object.fromEntries(Object.keys(sample.call.path).map((name) => [name, call.path[name]]));
    return Object.values(path).includes(undefined) ? [] : [{ reading: { ...sample.call, path }, counts: !isNear }];
  });
}

/** `/v1/parcels/{id}` is above `/v1/parcels/{id}/label`, and above itself. */
function isAbove(path: string, other: string): boolean {
  return other === path || other.startsWith(`${path}/`);
}

function takesNothing({ path, parameters }: Operation): boolean {
  return !path.includes("{") && !parameters.some(({ required }) => required);
}

function holdsCounts(body: string): boolean {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && Object.values(value).every(Number.isInteger);
  } catch {
    return false;
  }
}

function normalised(body: string): string {
  try {
    return canonical(JSON.parse(body));
  } catch {
    return body;
  }
}
