import type { Fault } from "../fault.ts";
import { inputs } from "../input.ts";
import { fault, lenient, type Members, rewrite, rewriteTexts } from "./fault.ts";

const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => typeof value === "number";
const whenText = (change: (text: string) => unknown) => (value: unknown) => (isText(value) ? change(value) : value);
const whenNumber = (change: (number: number) => unknown) => (value: unknown) =>
  isNumber(value) ? change(value) : value;
const whenList = (change: (list: unknown[]) => unknown) => (value: unknown) =>
  Array.isArray(value) ? change(value) : value;
const on = (name: string, change: (value: unknown) => unknown) => lenient((body) => rewrite(body, name, change));
const without = (body: Members, leave: (name: string, value: unknown) => boolean): Members =>
  Object.fromEntries(Object.entries(body).filter(([name, value]) => !leave(name, value)));

/** Names that a body of an operation may have. */
function knownNames(operation: keyof typeof inputs): ReadonlySet<string> {
  const { body } = inputs[operation];
  return new Set(Object.keys(body?.shape ?? {}));
}

/** Providers that take a wrong value in a field for a right one. */
export const fieldFaults: readonly Fault[] = [
  fault("takes-numeric-texts-for-numbers", ["wrong-type"], on("weightGrams", whenText(Number))),
  fault(
    "takes-the-text-true-for-a-truth-value",
    ["wrong-type"],
    on(
      "fragile",
      whenText((text) => text === "true"),
    ),
  ),
  fault("cuts-fractions-off", ["wrong-type"], on("weightGrams", whenNumber(Math.trunc))),
  fault(
    "takes-null-for-absent",
    ["wrong-type"],
    lenient((body) => without(body, (_name, value) => value === null)),
  ),
  fault(
    "fills-in-what-is-missing",
    ["missing-property"],
    lenient((body, operation) => (operation === "createParcel" ? { fragile: false, ...body } : body)),
  ),
  fault(
    "ignores-unknown-members",
    ["extra-property", "prototype-key"],
    lenient((body, operation) => without(body, (name) => !knownNames(operation).has(name))),
  ),
  fault(
    "ignores-the-member-proto",
    ["prototype-key"],
    lenient((body) => without(body, (name) => name === "__proto__")),
  ),
  fault(
    "ignores-members-that-every-object-inherits",
    ["prototype-key"],
    lenient((body) => without(body, (name) => name in {})),
  ),
  fault(
    "ignores-unknown-members-within",
    ["one-of"],
    on("destination", (value) =>
      typeof value === "object" && value !== null && "town" in value ? { town: value.town } : value,
    ),
  ),
  fault(
    "is-off-by-one-at-the-longest-text",
    ["boundary"],
    on(
      "recipient",
      whenText((text) => (text.length === 81 ? text.slice(0, 80) : text)),
    ),
  ),
  fault(
    "is-off-by-one-at-the-least-number",
    ["boundary"],
    on(
      "weightGrams",
      whenNumber((weight) => (weight === 0 ? 1 : weight)),
    ),
  ),
  fault(
    "is-off-by-one-at-the-greatest-number",
    ["boundary"],
    on(
      "capacity",
      whenNumber((places) => (places === 1001 ? 1000 : places)),
    ),
  ),
  fault(
    "takes-an-item-too-many",
    ["boundary"],
    on(
      "tags",
      whenList((tags) => tags.slice(0, 3)),
    ),
  ),
  fault(
    "takes-items-twice",
    ["unique-items"],
    on(
      "tags",
      whenList((tags) => [...new Set(tags)]),
    ),
  ),
  fault(
    "takes-a-word-in-any-case",
    ["enum"],
    on(
      "tags",
      whenList((tags) => rewriteTexts(tags, (tag) => tag.toLowerCase())),
    ),
  ),
  fault(
    "drops-items-that-it-does-not-know",
    ["enum", "wrong-type"],
    on(
      "tags",
      whenList((tags) => tags.filter((tag) => ["express", "insured", "return"].includes(tag as string))),
    ),
  ),
  fault(
    "takes-days-that-do-not-exist",
    ["format"],
    on(
      "sendOn",
      whenText((day) => (/^\d{4}-[01]\d-[0-3]\d$/.test(day) ? "2024-01-31" : day)),
    ),
  ),
  fault(
    "rounds-to-a-multiple",
    ["multiple-of"],
    on(
      "insuredCentimes",
      whenNumber((centimes) => Math.floor(centimes / 500) * 500),
    ),
  ),
  fault(
    "drops-names-that-are-not-allowed",
    ["property-name"],
    on("references", (references) =>
      typeof references === "object" && references !== null
        ? without(references as Members, (name) => !/^[a-z]{1,20}$/.test(name))
        : references,
    ),
  ),
  fault(
    "ends-a-pattern-before-a-line-feed",
    ["pattern"],
    lenient((body) => rewriteTexts(body, (text) => text.replace(/\n$/, ""))),
  ),
  fault(
    "matches-a-pattern-anywhere",
    ["pattern"],
    on(
      "recipient",
      whenText((text) => /[A-Za-z0-9][A-Za-z0-9 .,'-]*/.exec(text)?.[0] ?? text),
    ),
  ),
  fault(
    "removes-nul-characters",
    ["nul-character"],
    lenient((body) => rewriteTexts(body, (text) => text.replaceAll("\0", ""))),
  ),
  fault(
    "checks-the-top-level-alone",
    ["wrong-type", "enum", "one-of"],
    lenient((body) => without(body, (_name, value) => typeof value === "object")),
  ),
];
