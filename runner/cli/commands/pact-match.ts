import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import {
  isObject,
  type MatchedPart,
  matchedParts,
  matchPart,
  type PactSpecification,
  parseJsonText,
  parseSpecification,
  plainJson,
  TercetError,
} from "../../../contracts/index.ts";
import type { CliContext } from "../context.ts";
import { answerLines } from "../ndjson.ts";

interface Options {
  readonly batch?: true;
  readonly part?: MatchedPart;
  readonly specification: PactSpecification;
  readonly json?: true;
}

/** Adds `tercet pact match`: do a request, response or message and its example match by the rules of Pact? */
export function addPactMatch(pact: Command, context: CliContext, finish: (exitCode: number) => void): void {
  pact
    .command("match")
    .description("match what was sent or answered against an example with matching rules")
    .argument("[expected]", "a JSON file: the request, response or message as a Pact file has it")
    .argument("[actual]", "a JSON file of the same form")
    .addOption(new Option("--part <part>", "what the files hold").choices(matchedParts))
    .option("--specification <version>", "the version of the Pact specification they follow", versionNamed, "4.0")
    .option("--batch", "answer each line { id, part, expected, actual, specification } of standard input")
    .option("--json", "write { match, mismatches } as JSON")
    .action(async (expected: string | undefined, actual: string | undefined, options: Options) => {
      if (options.batch) {
        if (expected !== undefined) throw new TercetError("usage", "Give either --batch or two files, not both.");
        finish(await answerLines(context, answer, parseJsonText));
      } else finish(await matchFiles(expected, actual, options, context));
    });
}

function answer(line: unknown): unknown {
  if (!isObject(line)) throw new Error("it is no JSON object");
  const { id = null, part, expected, actual, specification = "4.0" } = line;
  const known = matchedParts.find((name) => name === part);
  if (known === undefined) throw new Error(`"part" must be one of ${matchedParts.join(", ")}`);
  for (const name of ["expected", "actual"]) if (!isObject(line[name])) throw new Error(`"${name}" must be an object`);
  const version = parseSpecification(String(specification));
  if (version === undefined) throw new Error(`"specification" must be a version from 1.0.0 to 4.0`);
  for (const value of [expected, actual]) plainJson(value, "the line");
  const { match, mismatches } = matchPart(known, expected, actual, version, "the line");
  return { id, match, mismatches };
}

async function matchFiles(
  expected: string | undefined,
  actual: string | undefined,
  { part, specification, json }: Options,
  { cwd, stdout }: CliContext,
): Promise<number> {
  if (expected === undefined || actual === undefined) {
    throw new TercetError("usage", "Say what to match: two files, or --batch and lines on standard input.");
  }
  if (part === undefined)
    throw new TercetError("usage", `Say what the files hold: --part ${matchedParts.join(" | ")}.`);
  const [left, right] = [await readJson(expected, cwd), await readJson(actual, cwd)];
  const result = matchPart(part, left, right, specification, `${expected} and ${actual}`);
  if (json) stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else if (result.match) stdout.write("They match.\n");
  else for (const mismatch of result.mismatches) stdout.write(`${label(mismatch)}: ${mismatch.message}\n`);
  return result.match ? 0 : 1;
}

function label({ part, path }: { readonly part: string; readonly path: string }): string {
  return path === "" ? part : `${part} ${path}`;
}

async function readJson(file: string, cwd: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(resolve(cwd, file), "utf8");
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? "it is unreadable";
    throw new TercetError("usage", `${file} cannot be read (${reason}): give another file.`, { cause });
  }
  try {
    const value = parseJsonText(text.replace(/^\uFEFF/, ""));
    plainJson(value, file);
    return value;
  } catch (cause) {
    if (cause instanceof TercetError) throw cause;
    throw new TercetError("usage", `${file} is not JSON: correct it, or give another file.`, { cause });
  }
}

function versionNamed(text: string): PactSpecification {
  const version = parseSpecification(text);
  if (version === undefined) throw new InvalidArgumentError("Versions from 1.0.0 to 4.0 are known.");
  return version;
}
