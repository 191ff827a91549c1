import { canonical, isObject } from "../../../contracts/index.ts";
import type { Exchange } from "../../kit/exchange.ts";
import { contentOf } from "../idempotent-messages/answers.ts";

/** RFC 9110 §15.5.5 and §15.5.11: either says that it is not there. */
const gone = new Set([404, 410]);

/**
 * How the answer of one instance differs from that of another one to the same request; undefined where they are alike. What
 * the other one answers in two ways itself (the time of day) does not count, nor the order of a list, nor under which
 * origin an instance writes its links. Header fields are not compared: they may say which instance answered.
 */
export function differenceBetween(there: Exchange, here: Exchange, hereAgain: Exchange = here): string | undefined {
  const [other, own] = [there.response.status, here.response.status];
  if (gone.has(other) && gone.has(own)) return undefined;
  if (other !== own) return `answers ${other}, and the other one ${own}`;
  const place = placeOfDifference(bodyOf(there), bodyOf(here), bodyOf(hereAgain));
  return place === undefined ? undefined : `answers ${other} with another ${place === "" ? "body" : place}`;
}

/** The JSON Pointer of what differs first between `other` and `own`, and not between `own` and `ownAgain`. */
export function placeOfDifference(other: unknown, own: unknown, ownAgain: unknown): string | undefined {
  if (sameOf(other) === sameOf(own)) return undefined;
  if (isObject(other) && isObject(own) && isObject(ownAgain)) {
    for (const name of new Set([...Object.keys(own), ...Object.keys(other)])) {
      if (Object.hasOwn(own, name) !== Object.hasOwn(ownAgain, name)) continue;
      const place = placeOfDifference(other[name], own[name], ownAgain[name]);
      if (place !== undefined) return `/${name}${place}`;
    }
    return undefined;
  }
  if (Array.isArray(other) && Array.isArray(own) && Array.isArray(ownAgain) && sameOf(own) !== sameOf(ownAgain)) {
    if (own.length !== ownAgain.length || own.length !== other.length) return undefined;
    for (const [index, item] of own.entries()) {
      const place = placeOfDifference(other[index], item, ownAgain[index]);
      if (place !== undefined) return `/${index}${place}`;
    }
    return undefined;
  }
  return sameOf(own) === sameOf(ownAgain) ? "" : undefined;
}

/** The value as text in which lists have one order. */
function sameOf(value: unknown): string {
  return canonical(ordered(value));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(ordered).map((item) => ({ item, text: canonical(item) }));
    return items.toSorted((left, right) => (left.text < right.text ? -1 : 1)).map(({ item }) => item);
  }
  if (!isObject(value)) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, ordered(member)]));
}

function bodyOf({ request, response }: Exchange): unknown {
  return contentOf(response.body.replaceAll(new URL(request.url).origin, ""));
}
