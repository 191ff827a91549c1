import { resolve } from "node:path";
import { Option } from "commander";
import {
  type Containment,
  type ContainsOptions,
  contains,
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
      new Option("--formats <reading>", "how your validators take `format`; left out: both ways have to agree").choices(
        ["asserted", "annotated"],
      ),
    )
    .option("--json", "write { verdict, witness, reason } as JSON")
    .action(async (left: string | undefined, right: string | undefined, { batch, json, formats }: Options) => {
      if (batch) {
        if (left !== undefined) throw new TercetError("usage", "Give either --batch or two files, not both.");
        const reply = (line: unknown) => answer(line, formats ? { formats } : {});
        finish(await answerLines(context, reply, JSON.parse, (id, reason) => ({ id, verdict: "unknown", reason })));
        return;
      }
      if (left === undefined || right === undefined) {
        throw new TercetError("usage", "Say what to compare: two files, or --batch and lines on standard input.");
      }
      const containment = contains(
        await readSchema(left, context),
        await readSchema(right, context),
        formats ? { formats } : {},
      );
      context.stdout.write(json ? `${JSON.stringify(containment, null, 2)}\n` : sentence(containment, left, right));
      finish(exitCodes[containment.verdict]);
    });
};

function answer(line: unknown, options: ContainsOptions): unknown {
  if (!isObject(line)) throw new Error("it is no JSON object");
  const { id, left, right } = line;
  const [leftSchema, rightSchema] = [schemaIn(line, "left", left), schemaIn(line, "right", right)];
  return { id, ...contains({ schema: leftSchema }, { schema: rightSchema }, options) };
}

function schemaIn(line: Record<string, unknown>, name: string, value: unknown): JsonObject | boolean {
  if (!Object.hasOwn(line, name)) throw new Error(`"${name}" is missing`);
  if (typeof value !== "boolean" && !isObject(value))
    throw new Error(`"${name}" must be a schema: an object or a boolean`);
  return value as JsonObject | boolean;
}

/** Reads `FILE` or `FILE#/pointer`; an OpenAPI file of any version is lifted first, so that its pointers mean the same. */
async function readSchema(location: string, { cwd }: CliContext): Promise<SchemaInDocument> {
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
  return pointer === "" || !isObject(document) ? { schema } : { schema, document: document as JsonObject };
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
