import { isObject } from "../../../contracts/portable.ts";
import type { Plan } from "../mock/plan.ts";

/** Members in which lists say how many there are. */
const counts = /^(total|count|totalCount|total_count|totalItems|size)$/;

/**
 * The answer of a list with these objects: the example's list (the answer itself, or its only member that is one) is
 * replaced. Query parameters that bear the name of a member choose by it, `limit` bounds. Undefined: the answer has no
 * such list, or does not allow the objects.
 */
export function listValue(
  plan: Plan,
  status: number,
  objects: readonly unknown[],
  query: Readonly<Record<string, unknown>>,
): unknown {
  const example = plan.answers.example(status);
  const chosen = objects.filter((object) => isChosen(object, query));
  const limited = typeof query.limit === "number" ? chosen.slice(0, query.limit) : chosen;
  const isAllowed = (value: unknown) => plan.answers.judge(status, value).length === 0;
  if (Array.isArray(example)) {
    const list = limited.map((object) => reduced(object, example[0], (one) => isAllowed([one])));
    return isAllowed(list) ? list : undefined;
  }
  if (!isObject(example)) return undefined;
  const lists = Object.keys(example).filter((name) => Array.isArray(example[name]));
  const [name] = lists;
  if (name === undefined || lists.length > 1) return undefined;
  const [first] = example[name] as unknown[];
  const list = limited.map((object) => reduced(object, first, (one) => isAllowed({ ...example, [name]: [one] })));
  const total = Object.keys(example).filter((member) => counts.test(member));
  const value = { ...example, ...Object.fromEntries(total.map((member) => [member, chosen.length])), [name]: list };
  return isAllowed(value) ? value : undefined;
}

/** Lists often show less of an object than it has. */
function reduced(object: unknown, example: unknown, isAllowed: (value: unknown) => boolean): unknown {
  if (isAllowed(object) || !isObject(object) || !isObject(example)) return object;
  const shown = Object.keys(example).filter((name) => Object.hasOwn(object, name));
  return { ...example, ...Object.fromEntries(shown.map((name) => [name, object[name]])) };
}

function isChosen(object: unknown, query: Readonly<Record<string, unknown>>): boolean {
  if (!isObject(object)) return true;
  return Object.entries(query).every(([name, wanted]) => {
    if (!Object.hasOwn(object, name)) return true;
    return Array.isArray(wanted) ? wanted.includes(object[name]) : wanted === object[name];
  });
}
