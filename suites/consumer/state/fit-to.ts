import { isObject } from "../../../contracts/portable.ts";
import type { Plan } from "../mock/plan.ts";

/**
 * Makes of what is known of an object a value that the contract allows as the answer: as it is, else with the members that
 * are missing from an example, else with only those members that the example has too. Where nothing is allowed, the
 * example.
 */
export function fitTo(plan: Plan, status: number, known: unknown): unknown {
  const judge = (value: unknown) => plan.answers.judge(status, value).length === 0;
  if (judge(known)) return known;
  const example = plan.answers.example(status);
  if (!isObject(known) || !isObject(example)) return example;
  const completed = { ...example, ...known };
  if (judge(completed)) return completed;
  const names = Object.keys(example).filter((name) => Object.hasOwn(known, name));
  let value: Record<string, unknown> = { ...example };
  for (const name of names) {
    const next = { ...value, [name]: known[name] };
    if (judge(next)) value = next;
  }
  // Members that the example lacks, one by one: optional ones that the object has.
  for (const name of Object.keys(known).filter((one) => !Object.hasOwn(example, one))) {
    const next = { ...value, [name]: known[name] };
    if (judge(next)) value = next;
  }
  return value;
}

/** A JSON Merge Patch, RFC 7396 §2. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = mergePatch(result[name], value);
  }
  return result;
}
