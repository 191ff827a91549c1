import { canonical } from "../../schema/equality.ts";
import { type Comparison, nodeAt } from "./comparison.ts";
import type { OperationPair } from "./operation-place.ts";

/** Members of an operation that other modules compare. */
const compared = new Set([
  ...["operationId", "parameters", "requestBody", "responses", "callbacks", "deprecated", "security", "servers"],
  ...["x-tercet", "x-sunset"],
]);
/** Members that are for people, and those that OpenAPI leaves to others. */
const isForPeople = (name: string) =>
  ["summary", "description", "tags", "externalDocs"].includes(name) || name.startsWith("x-");

/** Compares what is said to people of an operation, its parameters, its body and its answers. */
export function compareDocumentation(comparison: Comparison, pair: OperationPair): void {
  const { report } = comparison;
  const [left, right] = [nodeAt(comparison.before, pair.before.pointer), nodeAt(comparison.after, pair.after.pointer)];
  const differing = differences(left, right).filter((name) => !compared.has(name));
  const place = { operations: [pair.after.id], before: pair.before.pointer, after: pair.after.pointer };
  for (const name of differing.filter((each) => !isForPeople(each))) {
    const message = `${pair.after.id} has another ${name}; whether that breaks anybody could not be decided: no rule knows it.`;
    report("detail-changed", { ...place, message });
  }
  const told = [...differing.filter(isForPeople), ...partsDescribed(comparison, pair)];
  if (told.length === 0) return;
  report("documentation-changed", {
    ...place,
    message: `${pair.after.id} is described otherwise: ${told.join(", ")}.`,
  });
}

/** The parameters, bodies and answers whose descriptions or examples differ. */
function partsDescribed({ before, after }: Comparison, pair: OperationPair): readonly string[] {
  const isTold = (left: string, right: string) =>
    differences(nodeAt(before, left), nodeAt(after, right)).some(
      (name) => partWords.has(name) || name.startsWith("x-"),
    );
  const found: string[] = [];
  for (const parameter of pair.after.parameters) {
    const old = pair.before.parameters.find((one) => one.name === parameter.name && one.in === parameter.in);
    if (old !== undefined && isTold(old.pointer, parameter.pointer)) found.push(`parameter ${parameter.name}`);
  }
  const contents = (holder: { readonly content: ReadonlyMap<string, { readonly pointer: string }> } | undefined) =>
    holder?.content ?? new Map();
  for (const [type, { pointer }] of contents(pair.after.requestBody)) {
    const old = contents(pair.before.requestBody).get(type);
    if (old !== undefined && isTold(old.pointer, pointer)) found.push(`body in ${type}`);
  }
  for (const [status, response] of pair.after.responses) {
    const old = pair.before.responses.get(status);
    if (old === undefined) continue;
    const inContent = [...response.content].some(([type, { pointer }]) => {
      const known = old.content.get(type);
      return known !== undefined && isTold(known.pointer, pointer);
    });
    if (inContent || isTold(old.pointer, response.pointer)) found.push(`response ${status}`);
  }
  return found;
}

const partWords = new Set([
  "description",
  "summary",
  "example",
  "examples",
  "deprecated",
  "allowEmptyValue",
  "allowReserved",
]);

function differences(
  left: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
): readonly string[] {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].filter((name) => canonical(left[name] ?? null) !== canonical(right[name] ?? null));
}
