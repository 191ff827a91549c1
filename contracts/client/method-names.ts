import type { Operation } from "../model/contract.ts";

/**
 * The name of each operation's method, by the operation's id: the id where it is a name, else the words of it, or of method
 * and path, as in `getV1CartsByCartId`. Each is there once; a later one that would be the same gets a number.
 */
export function methodNames(operations: readonly Operation[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  // A client with a method `then` would be taken for a promise.
  const taken = new Set(["then", ...operations.map(({ id }) => id).filter(isName)]);
  for (const { id } of operations) {
    if (isName(id) && id !== "then") {
      names.set(id, id);
      continue;
    }
    const base = camelCase(id.replaceAll(/\{([^{}]*)\}/g, " by $1"));
    let name = base;
    for (let number = 2; taken.has(name); number++) name = `${base}${number}`;
    taken.add(name);
    names.set(id, name);
  }
  return names;
}

function isName(text: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(text);
}

function camelCase(text: string): string {
  const [first = "call", ...others] = text.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const start = first === first.toUpperCase() ? first.toLowerCase() : first.charAt(0).toLowerCase() + first.slice(1);
  const name = start + others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^\d/.test(name) ? `_${name}` : name;
}
