import type { Json, JsonObject } from "../../json.ts";
import type { Random } from "../../random.ts";
import { generateMatch } from "../../schema/values/match.ts";
import { evaluateDateExpression } from "../datetime/expression.ts";
import { formatDate } from "../datetime/format.ts";
import { compileExpression, translate } from "../match/expression.ts";
import type { GeneratorContext } from "./context.ts";
import { providerStateValue } from "./provider-state.ts";

type Generate = (generator: JsonObject, context: GeneratorContext, random: Random) => Json | undefined;

const generates: Readonly<Record<string, Generate>> = {
  RandomInt: ({ min, max }, _context, random) => {
    const [least, most] = [whole(min, 0), whole(max, 2_147_483_647)];
    return random.integer(Math.min(least, most), Math.max(least, most));
  },
  RandomDecimal: ({ digits }, _context, random) => decimal(Math.min(Math.max(whole(digits, 10), 2), 15), random),
  RandomHexadecimal: ({ digits }, _context, random) => characters(size(digits, 10), "0123456789abcdef", random),
  RandomString: (generator, _context, random) =>
    characters(size(generator.size ?? generator.digits, 20), letters, random),
  RandomBoolean: (_generator, _context, random) => random.boolean(),
  Regex: ({ regex }, _context, random) => (typeof regex === "string" ? matching(regex, random) : undefined),
  Uuid: ({ format }, _context, random) => uuid(format, random),
  Date: (generator, { now }) => moment(generator, now, "yyyy-MM-dd", ""),
  Time: (generator, { now }) => moment(generator, now, "HH:mm:ss", "@"),
  DateTime: (generator, { now }) => moment(generator, now, "yyyy-MM-dd'T'HH:mm:ssXXX", ""),
  ProviderState: ({ expression, dataType }, { providerState }) =>
    providerStateValue(String(expression ?? ""), dataType, providerState ?? {}),
  MockServerURL: ({ example, regex }, { mockServerUrl }) =>
    mockServerUrl === undefined ? undefined : mockUrl(String(example ?? ""), String(regex ?? ""), mockServerUrl),
};

/**
 * Generates one value; undefined where the generator is not known or cannot be used here (no state gives the value, no mock
 * server runs, an expression cannot be read): the example is then kept.
 */
export function generateValue(generator: JsonObject, context: GeneratorContext, random: Random): Json | undefined {
  const type = String(generator.type);
  return Object.hasOwn(generates, type) ? generates[type]?.(generator, context, random) : undefined;
}

/** Longer values are not made, whatever a file asks for. */
const maximumSize = 10_000;

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function whole(value: Json | undefined, usual: number): number {
  const number = value === undefined ? usual : Number(value);
  return Number.isSafeInteger(number) ? number : usual;
}

function size(value: Json | undefined, usual: number): number {
  return Math.min(Math.max(whole(value, usual), 0), maximumSize);
}

function characters(length: number, alphabet: string, random: Random): string {
  return Array.from({ length }, () => alphabet[random.integer(0, alphabet.length - 1)]).join("");
}

/** So many digits, the point somewhere among them; the last is not 0, so that decimals remain. */
function decimal(digits: number, random: Random): number {
  const point = random.integer(1, digits - 1);
  const first = point === 1 ? random.integer(0, 9) : random.integer(1, 9);
  const middle = characters(digits - 2, "0123456789", random);
  const text = `${first}${middle}${random.integer(1, 9)}`;
  return Number(`${text.slice(0, point)}.${text.slice(point)}`);
}

/** Tries some texts, as what is made from a pattern with look-arounds need not match it. */
function matching(regex: string, random: Random): string | undefined {
  const expression = compileExpression(regex);
  const pattern = translate(regex);
  for (let attempt = 0; attempt < 20; attempt++) {
    const text = generateMatch(pattern, 5, random);
    if (text !== undefined && expression.test(text) === true) return text;
  }
  return undefined;
}

/** Version 4 of RFC 9562, in the formats of the specification. */
function uuid(format: Json | undefined, random: Random): string {
  const hex = characters(30, "0123456789abcdef", random);
  const variant = "89ab"[random.integer(0, 3)];
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(12, 15)}`,
    `${variant}${hex.slice(15, 18)}`,
    hex.slice(18),
  ];
  if (format === "simple") return parts.join("");
  const hyphenated = parts.join("-");
  if (format === "upper-case-hyphenated") return hyphenated.toUpperCase();
  return format === "URN" ? `urn:uuid:${hyphenated}` : hyphenated;
}

/** `before` puts the expression of a time where the date of one would stand. */
function moment(
  { format, expression, baseDate }: JsonObject,
  now: Date,
  usual: string,
  before: string,
): string | undefined {
  const said = expression ?? baseDate;
  const text = typeof said === "string" ? said : "";
  const evaluated = evaluateDateExpression(text.includes("@") ? text : before + text, now);
  return evaluated && formatDate(evaluated, typeof format === "string" && format !== "" ? format : usual);
}

/** The part of the example that the expression's group holds, below the address of the mock server. */
function mockUrl(example: string, regex: string, base: string): string | undefined {
  const expression = new RegExp(translate(regex));
  const path = expression.exec(example)?.[1];
  return path === undefined ? undefined : `${base.replace(/\/$/, "")}/${path.replace(/^\//, "")}`;
}
