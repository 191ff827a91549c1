import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Option } from "commander";
import {
  type Containment,
  type ContainsOptions,
  contains,
  inexactNumber,
  isObject,
  type Json,
  type JsonObject,
  loadContract,
  plainJson,
  readDocument,
  resolvePointer,
  type SchemaInDocument,
  TercetError,
} from "../../../contracts/index.ts";
import type { CliContext, RegisterCommand } from "../context.ts";
import { answerLines } from "../ndjson.ts";

interface Options {
  readonly batch?: true;
  readonly json?: true;
  readonly formats?: "asserted" | "annotated";
}

const exitCodes = { contained: 0, "not-contained": 1, unknown: 3 } as const;

/** `tercet schema contains`: is every instance of one schema an instance of the other? */
export const registerSchema: RegisterCommand = (program, context, finish) => {
  const schema = program.command("schema").description("reason about JSON Schemas");
  schema
    .command("contains")
    .description("is every instance that is valid under LEFT valid under RIGHT? if not, with one that is not")
    .argument("[left]", "a JSON or YAML file, with #/pointer where the schema stands inside; OpenAPI files too")
    .argument("[right]", "the schema that is to contain it")
    .option("--batch", "answer each line { id, left, right } of standard input")
    .addOption(
      new Option(
        "--formats <reading>",
        "how your validators take `format`; left out: contained holds for both ways",
      ).choices(["asserted", "annotated"]),
    )
    .option("--json", "write { verdict, witness, reason } as JSON")
    .action(async (left: string | undefined, right: string | undefined, { batch, json, formats }: Options) => {
      if (batch) {
        if (left !== undefined) throw new TercetError("usage", "Give either --batch or two files, not both.");
        const reply = (line: unknown) => answer(line, formats ? { formats } : {});
        finish(await answerLines(context, reply, readPair, (id, reason) => ({ id, verdict: "unknown", reason })));
        return;
      }
      if (left === undefined || right === undefined) {
        throw new TercetError("usage", "Say what to compare: two files, or --batch and lines on standard input.");
      }
      const [leftSchema, rightSchema] = [await readSchema(left, context), await readSchema(right, context)];
      const inexact = inexactNumber([await textOf(leftSchema), await textOf(rightSchema)]);
      const containment =
        inexact === undefined ? contains(leftSchema, rightSchema, formats ? { formats } : {}) : unknownFor(inexact);
      context.stdout.write(json ? `${JSON.stringify(containment, null, 2)}\n` : sentence(containment, left, right));
      finish(exitCodes[containment.verdict]);
    });
};

/** By the line, the number in it that is not held as it is written. */
const inexactNumbers = new WeakMap<object, string>();

function readPair(text: string): unknown {
  const line: unknown = JSON.parse(text);
  const inexact = inexactNumber([text]);
  if (isObject(line) && inexact !== undefined) inexactNumbers.set(line, inexact);
  return line;
}

function answer(line: unknown, options: ContainsOptions): unknown {
  if (!isObject(line)) throw new Error("it is no JSON object");
  const { id, left, right } = line;
  const [leftSchema, rightSchema] = [schemaIn(line, "left", left), schemaIn(line, "right", right)];
  const inexact = inexactNumbers.get(line);
  if (inexact !== undefined) return { id, ...unknownFor(inexact) };
  return { id, ...contains({ schema: leftSchema }, { schema: rightSchema }, options) };
}

function unknownFor(inexact: string): Containment {
  return { verdict: "unknown", reason: `the number ${inexact.slice(0, 40)} cannot be held as it is written` };
}

function schemaIn(line: Record<string, unknown>, name: string, value: unknown): JsonObject | boolean {
  if (!Object.hasOwn(line, name)) throw new Error(`"${name}" is missing`);
  if (typeof value !== "boolean" && !isObject(value))
    throw new Error(`"${name}" must be a schema: an object or a boolean`);
  return value as JsonObject | boolean;
}

/** Reads `FILE` or `FILE#/pointer`; an OpenAPI file of any version is lifted first, so that its pointers mean the same. */
async function readSchema(location: string, { cwd }: CliContext): Promise<SchemaInFile> {
  const [file = "", pointer = ""] = location.split("#", 2);
  const path = /^[a-z]+:\/\//i.test(file) ? file : resolve(cwd, file);
  const read = plainJson(await readDocument(path), file);
  const isContract = isObject(read) && ("openapi" in read || "swagger" in read);
  const document = (isContract ? (await loadContract(path)).document : read) as Json;
  const found = pointer === "" ? document : resolvePointer(document, pointer);
  if (isContract && pointer === "") {
    throw new TercetError("usage", `${file} is an OpenAPI file: say which schema, ${file}#/components/schemas/NAME.`);
  }
  if (typeof found !== "boolean" && !isObject(found)) {
    const place = { file, pointer };
    const problem = found === undefined ? "there is nothing" : "there is no schema, which is an object or a boolean";
    throw new TercetError("contract", `${file}, at ${pointer || "its root"}: ${problem}; correct the pointer.`, {
      place,
    });
  }
  const schema = found as JsonObject | boolean;
  return pointer === "" || !isObject(document) ? { schema, path } : { schema, document: document as JsonObject };
}

interface SchemaInFile extends SchemaInDocument {
  /** The file that the schema is all of. */
  readonly path?: string;
}

/** The text of a schema, where it is a local file of its own: numbers are looked at as they are written. */
async function textOf({ path }: SchemaInFile): Promise<string> {
  return path === undefined || /^[a-z]+:\/\//i.test(path) ? "" : (await readFile(path, "utf8")).replace(/^\uFEFF/, "");
}

function sentence(containment: Containment, left: string, right: string): string {
  switch (containment.verdict) {
    case "contained":
      return `Contained: every instance of ${left} is one of ${right}.\n`;
    case "not-contained":
      return `Not contained: this is an instance of ${left} and not of ${right}:\n${JSON.stringify(containment.witness, null, 2)}\n`;
    case "unknown":
      return `Unknown: ${containment.reason}.\n`;
  }
}
