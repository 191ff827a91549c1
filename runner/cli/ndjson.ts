import { reasonOf } from "../../contracts/index.ts";
import type { CliContext } from "./context.ts";

/** The longest line that is read, in bytes; a longer one is a bad line and is not kept in memory. */
const maximumLineBytes = 16 * 1024 * 1024;

const lineFeed = 0x0a;

/**
 * Answers newline-delimited JSON on standard input line by line, in order, on standard output. `answer` gets each parsed
 * line; what it gives is written as one line. A line that is no JSON, is longer than 16 MiB, or for which `answer` throws
 * is bad: it gets what `refuse` makes of it, by default `{ id, error }`, and the others go on. Blank lines, CRLF and a
 * byte-order mark are tolerated. `parse` reads a line; it throws where that is no JSON. Reading waits for a slow reader
 * of the output and ends where that goes away. Resolves to the exit code: 2 where a line was bad, else 0. Rejects with
 * the reason of `context.signal`.
 */
export async function answerLines(
  context: Pick<CliContext, "stdin" | "stdout" | "signal">,
  answer: (line: unknown) => unknown,
  parse: (text: string) => unknown = JSON.parse,
  refuse: Refuse = (id, error) => ({ id, error }),
): Promise<0 | 2> {
  let bad = 0;
  let isGone = false;
  const leave = () => {
    isGone = true;
  };
  // Standard output is never destroyed, not even when its pipe breaks: it only says so.
  for (const event of goneEvents) context.stdout.once(event, leave);
  try {
    for await (const line of readLines(context.stdin)) {
      context.signal.throwIfAborted();
      const reply = await replyTo(line, answer, parse, refuse);
      if (reply === undefined) continue;
      if (!reply.fine) bad++;
      if (!(await writeLine(context.stdout, reply.text)) || isGone) break;
    }
  } finally {
    for (const event of goneEvents) context.stdout.removeListener(event, leave);
  }
  return bad === 0 ? 0 : 2;
}

const goneEvents = ["error", "close"] as const;

/** What is written for a bad line: its `id`, else null, and the sentence that says why. */
export type Refuse = (id: string | number | boolean | null, error: string) => unknown;

/** A line as it was read; `bytes` is undefined where it was too long to keep. */
interface Line {
  readonly number: number;
  readonly bytes: Uint8Array | undefined;
}

async function replyTo(
  { number, bytes }: Line,
  answer: (line: unknown) => unknown,
  parse: (text: string) => unknown,
  refuse: Refuse,
) {
  let id: ReturnType<typeof idOf> = null;
  try {
    if (bytes === undefined) throw new Error(`it is longer than ${maximumLineBytes} bytes`);
    const text = decode(bytes);
    if (text.trim() === "") return undefined;
    const line = parse(text);
    id = idOf(line);
    return { fine: true, text: JSON.stringify(await answer(line)) };
  } catch (error) {
    return { fine: false, text: JSON.stringify(refuse(id, `Line ${number} cannot be used: ${reasonOf(error)}.`)) };
  }
}

/** The line's own identity, where it is one that can be given back as it is. */
function idOf(line: unknown): string | number | boolean | null {
  const { id } = typeof line === "object" && line !== null ? (line as { id?: unknown }) : {};
  return typeof id === "string" || typeof id === "number" || typeof id === "boolean" ? id : null;
}

/** Strips a byte-order mark too; what is not UTF-8 throws. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error("it is not text in UTF-8", { cause });
  }
}

/** Splits bytes at line feeds; holds one line at a time, and none that is too long. */
async function* readLines(stream: NodeJS.ReadableStream): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 0;
  const take = (part: Uint8Array) => {
    length += part.byteLength;
    if (length > maximumLineBytes) parts = [];
    else parts.push(part);
  };
  const finish = (): Line => {
    const bytes = length > maximumLineBytes ? undefined : Buffer.concat(parts);
    parts = [];
    length = 0;
    return { number: ++number, bytes };
  };
  for await (const chunk of stream) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    let start = 0;
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
      take(bytes.subarray(start, end));
      yield finish();
      start = end + 1;
    }
    take(bytes.subarray(start));
  }
  if (length > 0) yield finish();
}

/** False where the reader went away, which ends the work and is no failure. */
async function writeLine(stream: NodeJS.WritableStream, text: string): Promise<boolean> {
  if (isGone(stream)) return false;
  if (stream.write(`${text}\n`)) return true;
  await new Promise<void>((resolve) => {
    const events = ["drain", "close", "error"];
    const done = () => {
      for (const event of events) stream.removeListener(event, done);
      resolve();
    };
    for (const event of events) stream.on(event, done);
  });
  return !isGone(stream);
}

function isGone(stream: NodeJS.WritableStream & { readonly destroyed?: boolean }): boolean {
  return stream.destroyed === true;
}
