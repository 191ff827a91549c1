import { type InvalidValue, invalidValues, type Random, type Schema, type Schemas } from "../../../contracts/index.ts";
import { bodyInput, type Input } from "./input.ts";
import { replaceString } from "./strings.ts";

/** As many systematic bodies are sent to an operation, and as many drawn by chance besides. */
const maxSystematic = 120;
const maxDrawn = 10;
/** A body longer than this in characters is not sent: a limit on size would refuse it, not the rule that it breaks. */
const maxLength = 32_000;

/**
 * Bodies that the schema refuses, one fault each: every kind of fault in turn, at as many different places as the budget
 * allows. Where the schema allows NUL, half surrogates and inherited names, these are sent too, to be survived.
 */
export function schemaBodies(schemas: Schemas, schema: Schema, valid: unknown, random: Random): Input[] {
  const systematic: InvalidValue[] = [];
  const drawn: InvalidValue[] = [];
  for (const invalid of invalidValues(schemas, schema, valid, random)) {
    if (JSON.stringify(invalid.value).length > maxLength) continue;
    (invalid.systematic ? systematic : drawn).push(invalid);
    if (drawn.length === maxDrawn) break;
  }
  const plausible = inTurn(
    systematic.filter(({ blatant }) => !blatant),
    random,
  );
  const blatant = inTurn(
    systematic.filter(({ blatant }) => blatant),
    random,
  );
  const chosen = [...plausible, ...blatant].slice(0, maxSystematic);
  const refused = [...chosen, ...drawn].map(({ fault, description, value }) =>
    bodyInput(fault, description, value, { schema }),
  );
  const covered = new Set(refused.map(({ way }) => way));
  return [...refused, ...strangeBodies(schemas, schema, valid).filter(({ way }) => !covered.has(way))];
}

/** Takes from every kind of fault in turn, and within a kind from every place and keyword in turn. */
function inTurn(values: readonly InvalidValue[], random: Random): InvalidValue[] {
  const kinds = group(values, ({ fault }) => fault).map((ofKind) => {
    const places = group(ofKind, ({ pointer, keyword }) => `${pointer} ${keyword}`);
    return roundRobin(rotate(places, random.integer(0, places.length - 1)));
  });
  return roundRobin(kinds);
}

function group<T>(values: readonly T[], key: (value: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  return [...groups.values()];
}

/** Another seed begins elsewhere, so that several runs together see what one budget does not hold. */
function rotate<T>(list: readonly T[], by: number): T[] {
  return [...list.slice(by), ...list.slice(0, by)];
}

function roundRobin<T>(lists: readonly (readonly T[])[]): T[] {
  const rounds = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: rounds }).flatMap((_, round) => lists.flatMap((list) => list.slice(round, round + 1)));
}

/** Bodies that the schema allows and careless programs stumble over. */
function strangeBodies(schemas: Schemas, schema: Schema, valid: unknown): Input[] {
  const candidates: [string, string, unknown][] = [
    ["nul-character", "the character NUL (U+0000) in a text", replaceString(valid, (text) => `${text}\u0000`)],
    ["lone-surrogate", "half of a surrogate pair (U+D800) in a text", replaceString(valid, (text) => `${text}\ud800`)],
  ];
  if (typeof valid === "object" && valid !== null && !Array.isArray(valid)) {
    const text = JSON.stringify(valid);
    const polluted: unknown = JSON.parse(`{"__proto__":{"isAdmin":true}${text === "{}" ? "" : ","}${text.slice(1)}`);
    candidates.push(["prototype-key", 'a member "__proto__"', polluted]);
  }
  return candidates
    .filter(([, , value]) => value !== undefined && schemas.errors(schema, value).length === 0)
    .map(([way, description, value]) => bodyInput(way, description, value, { expected: "survived" }));
}
