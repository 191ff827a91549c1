import type { Parameter } from "../../model/contract.ts";
import { serializeQuery, serializeSimple } from "../../model/serialize.ts";
import type { Comparison } from "./comparison.ts";
import type { OperationPair } from "./operation-place.ts";
import { parameterPart } from "./witness/requests.ts";
import { keyOf } from "./witness/serialize.ts";

/** Values that show how lists and objects are written. */
const samples: readonly unknown[] = [["a", "b"], { a: "1", b: "2" }];

/** Compares how the value of a parameter is written: breaking where a value that it can have is written otherwise. */
export function compareWire(
  { report, request, requests }: Comparison,
  pair: OperationPair,
  before: Parameter,
  after: Parameter,
): void {
  const [was, is] = [before, after].map(({ style, explode, mediaType }) => ({ style, explode, mediaType }));
  if (was?.style === is?.style && was?.explode === is?.explode && was?.mediaType === is?.mediaType) return;
  const part = requests.locate("before", parameterPart(before));
  const schemas = requests.before.schemas;
  const own = request.value(part, `${pair.before.id} ${keyOf(before)} written`);
  const values = [
    ...samples.filter((value) => schemas.errors(part.schema, value).length === 0),
    ...(own === undefined ? [] : [own.value]),
  ];
  const differing = values.find((value) => written(before, value) !== written(after, value));
  const place = { operations: [pair.after.id], before: before.pointer, after: after.pointer };
  const name = `the ${before.in} parameter ${before.name} of ${pair.after.id}`;
  if (differing === undefined) {
    const message = `The style of ${name} changed; its values are written as before.`;
    report("parameter-serialization-changed", { ...place, effect: "compatible", message });
    return;
  }
  report("parameter-serialization-changed", {
    ...place,
    effect: "breaking",
    message: `The value of ${name} is written otherwise; one that is written as before is misread.`,
    witness: request.make(pair.before, { values: new Map([[keyOf(before), differing]]) }),
  });
}

function written(parameter: Parameter, value: unknown): string {
  if (parameter.in === "query") return serializeQuery("p", value, parameter).join("&");
  if (parameter.mediaType !== undefined) return JSON.stringify(value);
  return `${parameter.style} ${isStructured(value) ? parameter.explode : ""} ${serializeSimple(value)}`;
}

function isStructured(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
