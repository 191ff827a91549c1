import { statementBytes, take, takeLine, tlsHandshake } from "./parts.ts";
import { createReader, type Demand, type Reader } from "./reader.ts";

// RESP 2 and 3: https://redis.io/docs/latest/develop/reference/protocol-spec/

/** Redis takes no longer line (PROTO_INLINE_MAX_SIZE). */
const longestLineBytes = 64 * 1024;
/** Redis takes no larger array, and no larger value (proto-max-bulk-len). */
const mostItems = 2 ** 31 - 1;
const longestValueBytes = 512 * 1024 * 1024;

/** What a client sends. */
export type RedisRequest =
  /** A command: its first words, as far as they are short. */
  { readonly kind: "command"; readonly words: readonly string[] } | { readonly kind: "encrypted" };

/** What a server answers: the reply to the next command, or `push`: something that nobody asked for now. */
export interface RedisReply {
  readonly kind: "null" | "error" | "zero" | "value" | "push";
}

/** Reads the commands of a client, as arrays and in one line. */
export function readRedisRequests(): Reader<RedisRequest> {
  let encrypted = false;
  return createReader<RedisRequest>(function* () {
    if (encrypted) yield* take(Number.MAX_SAFE_INTEGER, 0);
    const first = yield* take(1);
    if (first[0] === tlsHandshake) {
      encrypted = true;
      return { kind: "encrypted" };
    }
    // An empty line is nothing, and is answered by nothing.
    if (first[0] === 0x0a) return undefined;
    const line = yield* takeLine(longestLineBytes);
    const words = first[0] === 0x2a /* * */ ? yield* takeWords(count(line)) : inlineWords(first, line);
    return words.length > 0 ? { kind: "command", words } : undefined;
  });
}

function inlineWords(first: Buffer, line: string): string[] {
  return (first.toString("latin1") + line).split(/[ \t\r]+/).filter((word) => word !== "");
}

function* takeWords(items: number): Generator<Demand, string[], Buffer> {
  const words: string[] = [];
  let room = statementBytes;
  for (let item = 0; item < items; item++) {
    const head = yield* takeLine(32);
    if (!head.startsWith("$")) throw new Error("a command has an item that is no string");
    const bytes = length(head.slice(1));
    const word = yield* take(bytes + 2, Math.min(bytes, room));
    // What does not fit any more is counted by the server, and not looked at here.
    if (room > 0) words.push(word.toString("utf8"));
    room -= word.length + 16;
  }
  return words;
}

/** Reads the replies of a server, each with all that is nested in it. */
export function readRedisReplies(): Reader<RedisReply> {
  return createReader<RedisReply>(function* () {
    let line = yield* takeLine(longestLineBytes);
    // An attribute describes the reply that comes after it.
    while (line.startsWith("|")) {
      yield* takeInside(line);
      line = yield* takeLine(longestLineBytes);
    }
    yield* takeInside(line);
    return { kind: kindOf(line) };
  });
}

/** Takes what belongs to a value besides its first line, however deep it is nested. */
function* takeInside(first: string): Generator<Demand, void, Buffer> {
  let missing = itemsOf(first);
  yield* takeString(first);
  for (; missing > 0; missing--) {
    const line = yield* takeLine(longestLineBytes);
    // An attribute comes before the item that it describes, and is none itself.
    missing += itemsOf(line) + (line.startsWith("|") ? 1 : 0);
    yield* takeString(line);
  }
}

function* takeString(line: string): Generator<Demand, void, Buffer> {
  if (bulk.has(line.charAt(0)) && line.slice(1) !== "-1") yield* take(length(line.slice(1)) + 2, 0);
}

/** How many values belong to the one that begins so. */
function itemsOf(line: string): number {
  const type = line.charAt(0);
  const each = aggregates[type];
  if (each !== undefined) return each * count(line.slice(1));
  if (!simple.has(type) && !bulk.has(type)) throw new Error("a reply is of no known type");
  return 0;
}

/** Bulk string, bulk error, verbatim string. */
const bulk = new Set(["$", "!", "="]);
/** Array, set, push, map and attribute, with what each counted item is made of. */
const aggregates: Readonly<Record<string, number | undefined>> = { "*": 1, "~": 1, ">": 1, "%": 2, "|": 2 };
const simple = new Set(["+", "-", ":", "_", "#", ",", "("]);

function kindOf(line: string): RedisReply["kind"] {
  if (line.startsWith("_") || line === "$-1" || line === "*-1") return "null";
  if (line.startsWith("-") || line.startsWith("!")) return "error";
  if (line.startsWith(">")) return "push";
  return line === ":0" ? "zero" : "value";
}

function count(text: string): number {
  // A client may send *0 or *-1, which is nothing.
  return text === "-1" ? 0 : whole(text, mostItems);
}

function length(text: string): number {
  return whole(text, longestValueBytes);
}

function whole(text: string, largest: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number <= largest)) throw new Error("a count is out of range");
  return number;
}
