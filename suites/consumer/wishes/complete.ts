import { isObject } from "../../../contracts/portable.ts";

/**
 * Makes a whole answer of the members that a test names: what the contract demands besides comes from the example, what
 * it does not demand is left out. So a consumer that reads more than its test says finds nothing there.
 */
export function complete(example: unknown, named: unknown, isAllowed: (value: unknown) => boolean): unknown {
  const whole = overlay(example, named);
  return isAllowed(whole) ? trim(whole, named, isAllowed) : whole;
}

/** Lists of the test replace those of the example; each item is completed by the example's first one. */
function overlay(example: unknown, named: unknown): unknown {
  if (Array.isArray(named)) {
    const [first] = Array.isArray(example) ? example : [];
    return named.map((item, index) => overlay((Array.isArray(example) ? example[index] : undefined) ?? first, item));
  }
  if (!isObject(named)) return named;
  const base = isObject(example) ? example : {};
  const members = Object.entries(named).map(([name, member]) => [name, overlay(base[name], member)]);
  return { ...base, ...Object.fromEntries(members) };
}

/** Tries to leave out each member that is not named. */
function trim(whole: unknown, named: unknown, isAllowed: (value: unknown) => boolean): unknown {
  if (Array.isArray(whole)) {
    let list: readonly unknown[] = whole;
    for (const index of whole.keys()) {
      const item = trim(list[index], Array.isArray(named) ? named[index] : undefined, (value) =>
        isAllowed(list.with(index, value)),
      );
      list = list.with(index, item);
    }
    return list;
  }
  if (!isObject(whole)) return whole;
  let object: Record<string, unknown> = whole;
  for (const name of Object.keys(whole)) {
    const isNamed = isObject(named) && Object.hasOwn(named, name);
    const { [name]: member, ...rest } = object;
    if (!isNamed && isAllowed(rest)) object = rest;
    else {
      const inner = isNamed ? named[name] : undefined;
      object = { ...object, [name]: trim(member, inner, (value) => isAllowed({ ...object, [name]: value })) };
    }
  }
  return object;
}
