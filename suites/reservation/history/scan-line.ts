import { type HistoryColumns, operationCode } from "./columns.ts";
import { eventTypes, faultKinds, operations, outcomes } from "./event.ts";
import { finish, firstSeed, mixFirst, mixSecond, secondSeed } from "./identity.ts";
import { longestWord, type WordMatcher, wordMatcher } from "./words.ts";

/** Bytes that are looked at behind the one that ends a line, or that is no part of one. */
export const lookAhead = longestWord;

/** Reads one line that begins at `start` as the event behind the others; see `createLineScanner`. */
export type ScanLine = (start: number) => number;

/**
 * Makes a reader of lines in `bytes`, straight into columns: of objects of known keys with plain ASCII texts and short
 * decimal numbers, which is what nearly every line is. It returns the place behind the line's line feed, or -1 where the
 * line is anything else or is not complete; then the columns' length is as before, and `historyEventSchema` has to judge
 * it. What is taken here is always an event by that schema, and the same one. Where the bytes that were filled in end,
 * `lookAhead` bytes follow of which the first is 0.
 */
export function createLineScanner(bytes: Uint8Array, columns: HistoryColumns): ScanLine {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts = textKeys.map((key) => columns[key]);
  const words = wordKeys.map((key) => columns[key]);

  return (start) => {
    const index = columns.length;
    clear(columns, index);
    let seen = 0;
    let at = skipSpaces(bytes, start);
    if (bytes[at] !== openingBrace) return -1;
    at++;
    for (;;) {
      at = skipSpaces(bytes, at);
      if (bytes[at] !== quotationMark) return -1;
      const key = keyMatcher.find(view, at + 1);
      if (key < 0) return -1;
      at = skipSpaces(bytes, at + 1 + (keyMatcher.lengths[key] as number));
      if (key < firstWordKey) at = readText(view, at, texts[key] as Float64Array, index);
      else if (key < timeKey)
        at = readWord(view, at, key - firstWordKey, words[key - firstWordKey] as Uint8Array, index);
      else if (key === timeKey) at = readNumber(bytes, at, true, columns.time, index);
      else if (key === tokenKey) at = readNumber(bytes, at, false, columns.token, index);
      else at = readBoolean(view, at, columns.repeated, index);
      if (at < 0) return -1;
      seen |= 1 << key;
      at = skipSpaces(bytes, at);
      const separator = bytes[at++];
      if (separator === comma) continue;
      if (separator !== closingBrace || (seen & required) !== required || !isWhole(columns, index)) return -1;
      at = skipSpaces(bytes, at);
      if (bytes[at] !== lineFeed) return -1;
      columns.length++;
      return at + 1;
    }
  };
}

const textKeys = ["worker", "job", "run", "milestone", "slot", "owner"] as const;
const wordKeys = ["type", "operation", "outcome", "fault"] as const;
const keys = [...textKeys, ...wordKeys, "time", "token", "repeated"] as const;
const keyOf = (key: (typeof keys)[number]) => keys.indexOf(key);
const firstWordKey = textKeys.length;
const timeKey = keyOf("time");
const tokenKey = keyOf("token");
const required = (["time", "type", "operation", "worker", "job"] as const).reduce(
  (mask, key) => mask | (1 << keyOf(key)),
  0,
);

const keyMatcher = wordMatcher(keys, '":');
/** By the place in `wordKeys`. */
const valueMatchers: readonly WordMatcher[] = [eventTypes, operations, outcomes, faultKinds].map((words) =>
  wordMatcher(words, '"'),
);
/** What the first word counts as; 0 is none where the member may be absent. */
const firstValues = [0, 0, 1, 1];
const booleanMatcher = wordMatcher(["false", "true"], "");

const lineFeed = 0x0a;
const quotationMark = 0x22;
const comma = 0x2c;
const openingBrace = 0x7b;
const closingBrace = 0x7d;

const ok = eventTypes.indexOf("ok");
const reserve = operationCode("reserve");
const effect = operationCode("effect");
const fault = operationCode("fault");

function clear(columns: HistoryColumns, index: number): void {
  columns.run[index] = 0;
  columns.token[index] = -1;
  columns.milestone[index] = 0;
  columns.slot[index] = 0;
  columns.owner[index] = 0;
  columns.outcome[index] = 0;
  columns.repeated[index] = 0;
  columns.fault[index] = 0;
}

/** What the schema asks of the members together. */
function isWhole(columns: HistoryColumns, index: number): boolean {
  const operation = columns.operation[index];
  if ((operation === fault) !== (columns.fault[index] !== 0)) return false;
  const needsRun = operation === effect || (operation === reserve && columns.type[index] === ok);
  return !needsRun || columns.run[index] !== 0;
}

/**
 * Stores the identity of a text that is not empty, without escapes, control characters or anything beyond ASCII. Four bytes
 * are looked at together: the closing quotation mark is found, and what lies before it hashed, in one go. Returns the place
 * behind that, or -1.
 */
function readText(view: DataView, start: number, column: Float64Array, index: number): number {
  if (view.getUint8(start) !== quotationMark) return -1;
  let first = firstSeed;
  let second = secondSeed;
  for (let at = start + 1; ; at += 4) {
    const word = view.getInt32(at, true);
    const special = firstSpecial(word);
    if (special === none) {
      first = mixFirst(first, word);
      second = mixSecond(second, word);
      continue;
    }
    const end = at + special;
    if (view.getUint8(end) !== quotationMark || end === start + 1) return -1;
    if (special > 0) {
      const rest = word & ((1 << (8 * special)) - 1);
      first = mixFirst(first, rest);
      second = mixSecond(second, rest);
    }
    column[index] = finish(first, second, end - start - 1);
    return end + 1;
  }
}

/** What there is of special bytes in a word without one. */
const none = 4;

/**
 * Which of four bytes is the first that does not simply belong to a text: `"`, `\`, below a space or beyond ASCII; `none`: all
 * do. A byte is zero where subtracting one borrows and its top bit was not set; above the first such byte, borrows may find
 * more, below it none (Warren, "Hacker's Delight", 6-1).
 */
function firstSpecial(word: number): number {
  const quoted = word ^ 0x2222_2222;
  const escaped = word ^ 0x5c5c_5c5c;
  const found =
    (word |
      ((word - 0x2020_2020) & ~word) |
      ((quoted - 0x0101_0101) & ~quoted) |
      ((escaped - 0x0101_0101) & ~escaped)) &
    0x8080_8080;
  return found === 0 ? none : (31 - Math.clz32(found & -found)) >> 3;
}

/** Stores which of the words of a member stands there. Returns the place behind it, or -1. */
function readWord(view: DataView, start: number, member: number, column: Uint8Array, index: number): number {
  if (view.getUint8(start) !== quotationMark) return -1;
  const matcher = valueMatchers[member] as WordMatcher;
  const place = matcher.find(view, start + 1);
  if (place < 0) return -1;
  column[index] = place + (firstValues[member] as number);
  return start + 1 + (matcher.lengths[place] as number);
}

/**
 * Stores a number of at most 15 digits, which a double holds exactly, divided once: the same that a JSON parser makes of
 * it. Returns where it ends, or -1.
 */
function readNumber(bytes: Uint8Array, start: number, decimal: boolean, column: Float64Array, index: number): number {
  let value = 0;
  let position = start;
  let byte = bytes[position] as number;
  for (; byte >= 0x30 && byte <= 0x39; byte = bytes[++position] as number) value = value * 10 + byte - 0x30;
  const digits = position - start;
  if (digits === 0 || digits > 15 || (bytes[start] === 0x30 && digits > 1)) return -1;
  if (byte === 0x2e) {
    if (!decimal) return -1;
    const point = position;
    byte = bytes[++position] as number;
    for (; byte >= 0x30 && byte <= 0x39; byte = bytes[++position] as number) value = value * 10 + byte - 0x30;
    const decimals = position - point - 1;
    if (decimals === 0 || digits + decimals > 15) return -1;
    value /= powersOfTen[decimals] as number;
  }
  column[index] = value;
  return position;
}

const powersOfTen = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/** Stores `true` or `false`. Returns where it ends, or -1. */
function readBoolean(view: DataView, start: number, column: Uint8Array, index: number): number {
  const place = booleanMatcher.find(view, start);
  if (place < 0) return -1;
  column[index] = place;
  return start + (booleanMatcher.lengths[place] as number);
}

/** Behind the spaces, tabs and carriage returns that JSON allows between its parts. */
function skipSpaces(bytes: Uint8Array, start: number): number {
  let position = start;
  while (bytes[position] === 0x20 || bytes[position] === 0x09 || bytes[position] === 0x0d) position++;
  return position;
}
