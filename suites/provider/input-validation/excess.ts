import type { Schema, Schemas } from "../../../contracts/index.ts";
import { type Input, rawInput } from "./input.ts";

/** Deep enough to exhaust the stack of a parser that recurses without a limit. */
const depth = 10_000;
/** Longer than any service of ours should read, in characters: 2 MiB. */
const length = 2 * 1024 * 1024;

const mark = '"tercet-mark"';

/**
 * Bodies that are nested too deeply or too long. They are put where the schema refuses them; where it would allow them
 * they need only be survived.
 */
export function excessiveBodies(schemas: Schemas, schema: Schema, valid: unknown): Input[] {
  const lists = "[".repeat(depth) + "]".repeat(depth);
  const objects = `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
  const long = "a".repeat(length);
  return [
    place("over-deep", `${depth} lists within one another`, lists, JSON.parse(lists)),
    place("over-deep", `${depth} objects within one another`, objects, JSON.parse(objects)),
    place("oversized", "a text of 2 MiB", JSON.stringify(long), long),
  ].flat();

  function place(way: string, description: string, text: string, value: unknown): Input[] {
    const isRefused = ({ put }: Position) => schemas.refuses(schema, put(value));
    // Within the body, and as the body; what is long is sent, and looked at, once.
    const possible = positions(valid);
    const first = possible.find(isRefused);
    const last = way === "oversized" ? undefined : possible.findLast(isRefused);
    if (first !== undefined) {
      return [...new Set([first, last ?? first])].map(({ name, put }) =>
        rawInput(
          way,
          `${description} ${name}`,
          JSON.stringify(put("tercet-mark")).replace(mark, () => text),
        ),
      );
    }
    return [rawInput(way, `${description} as the body`, text, "survived")];
  }
}

interface Position {
  readonly name: string;
  readonly put: (value: unknown) => unknown;
}

/** Where something too large can be put: in place of each member, as another member, in place of all. */
function positions(valid: unknown): Position[] {
  const whole: Position = { name: "as the body", put: (value) => value };
  if (typeof valid !== "object" || valid === null || Array.isArray(valid)) return [whole];
  const members = Object.keys(valid).map((name) => ({
    name: `at /${name}`,
    put: (value: unknown) => ({ ...valid, [name]: value }),
  }));
  const another = { name: "as another member", put: (value: unknown) => ({ ...valid, unexpected: value }) };
  return [...members, another, whole];
}
