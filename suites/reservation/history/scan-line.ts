import { type HistoryColumns, operationCode } from "./columns.ts";
import { eventTypes, faultKinds, operations, outcomes } from "./event.ts";
import { identityOfBytes } from "./identity.ts";
import { wordFinder } from "./words.ts";

/**
 * Reads one line of a history straight into columns, as the event behind the others: an object of known keys with plain
 * ASCII texts and short decimal numbers, which is what nearly every line is. False where the line is anything else; then
 * the columns' length is as before, and `historyEventSchema` has to judge it. What is taken here is always an event by
 * that schema, and the same one. Behind `end` there is a line feed.
 */
export function scanLine(bytes: Uint8Array, start: number, end: number, columns: HistoryColumns): boolean {
  const index = columns.length;
  clear(columns, index);
  let seen = 0;
  let at = skipSpaces(bytes, start);
  if (bytes[at] !== 0x7b) return false;
  at = skipSpaces(bytes, at + 1);
  for (;;) {
    const keyEnd = endOfText(bytes, at);
    if (keyEnd < 0) return false;
    const key = findKey(bytes, at + 1, keyEnd);
    if (key < 0) return false;
    at = skipSpaces(bytes, keyEnd + 1);
    if (bytes[at] !== 0x3a) return false;
    at = skipSpaces(bytes, at + 1);
    if (key <= lastTextKey) {
      const textEnd = endOfText(bytes, at);
      if (textEnd < 0 || !storeText(bytes, at + 1, textEnd, key, columns, index)) return false;
      at = textEnd + 1;
    } else {
      at = key === repeatedKey ? readBoolean(bytes, at, columns.repeated, index) : readNumber(bytes, at, key, columns);
      if (at < 0) return false;
    }
    seen |= 1 << key;
    at = skipSpaces(bytes, at);
    const separator = bytes[at];
    at = skipSpaces(bytes, at + 1);
    if (separator === 0x2c) continue;
    if (separator !== 0x7d || at !== end || (seen & required) !== required || !isWhole(columns, index)) return false;
    columns.length++;
    return true;
  }
}

const textKeys = [
  "type",
  "operation",
  "worker",
  "job",
  "run",
  "milestone",
  "slot",
  "owner",
  "outcome",
  "fault",
] as const;
const keys = [...textKeys, "time", "token", "repeated"] as const;
const keyOf = (key: (typeof keys)[number]) => keys.indexOf(key);
const lastTextKey = textKeys.length - 1;
const timeKey = keyOf("time");
const repeatedKey = keyOf("repeated");
const required = (["time", "type", "operation", "worker", "job"] as const).reduce(
  (mask, key) => mask | (1 << keyOf(key)),
  0,
);

const findKey = wordFinder(keys);
/** By key: the words that it may have; none where it takes any text. */
const findWord = textKeys.map((key) => {
  const words = { type: eventTypes, operation: operations, outcome: outcomes, fault: faultKinds };
  return key in words ? wordFinder(words[key as keyof typeof words]) : undefined;
});
/** By key: what the first word counts as; 0 is none where the member may be absent. */
const firstWord = textKeys.map((key) => (key === "outcome" || key === "fault" ? 1 : 0));

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

function storeText(
  bytes: Uint8Array,
  start: number,
  end: number,
  key: number,
  columns: HistoryColumns,
  index: number,
): boolean {
  if (start === end) return false;
  const find = findWord[key];
  let value: number;
  if (find === undefined) {
    value = identityOfBytes(bytes, start, end);
  } else {
    const word = find(bytes, start, end);
    if (word < 0) return false;
    value = word + (firstWord[key] as number);
  }
  switch (key) {
    case 0:
      columns.type[index] = value;
      break;
    case 1:
      columns.operation[index] = value;
      break;
    case 2:
      columns.worker[index] = value;
      break;
    case 3:
      columns.job[index] = value;
      break;
    case 4:
      columns.run[index] = value;
      break;
    case 5:
      columns.milestone[index] = value;
      break;
    case 6:
      columns.slot[index] = value;
      break;
    case 7:
      columns.owner[index] = value;
      break;
    case 8:
      columns.outcome[index] = value;
      break;
    default:
      columns.fault[index] = value;
  }
  return true;
}

/** Where the closing quotation mark stands of a text without escapes, control characters or anything beyond ASCII, or -1. */
function endOfText(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== 0x22) return -1;
  for (let position = start + 1; ; position++) {
    const byte = bytes[position] as number;
    if (byte === 0x22) return position;
    // The line feed behind the line is one of these.
    if (byte < 0x20 || byte > 0x7e || byte === 0x5c) return -1;
  }
}

/**
 * Stores a number of at most 15 digits, which a double holds exactly, divided once: the same that a JSON parser makes of
 * it. Returns where it ends, or -1.
 */
function readNumber(bytes: Uint8Array, start: number, key: number, columns: HistoryColumns): number {
  let value = 0;
  let position = start;
  let byte = bytes[position] as number;
  for (; byte >= 0x30 && byte <= 0x39; byte = bytes[++position] as number) value = value * 10 + byte - 0x30;
  const digits = position - start;
  if (digits === 0 || digits > 15 || (bytes[start] === 0x30 && digits > 1)) return -1;
  if (byte === 0x2e) {
    if (key !== timeKey) return -1;
    const point = position;
    byte = bytes[++position] as number;
    for (; byte >= 0x30 && byte <= 0x39; byte = bytes[++position] as number) value = value * 10 + byte - 0x30;
    const decimals = position - point - 1;
    if (decimals === 0 || digits + decimals > 15) return -1;
    value /= powersOfTen[decimals] as number;
  }
  const column = key === timeKey ? columns.time : columns.token;
  column[columns.length] = value;
  return position;
}

const powersOfTen = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/** Stores `true` or `false`. Returns where it ends, or -1. */
function readBoolean(bytes: Uint8Array, start: number, column: Uint8Array, index: number): number {
  const word = bytes[start] === 0x74 ? "true" : "false";
  for (let offset = 0; offset < word.length; offset++) {
    if (bytes[start + offset] !== word.charCodeAt(offset)) return -1;
  }
  column[index] = word === "true" ? 1 : 0;
  return start + word.length;
}

/** Behind the spaces, tabs and carriage returns that JSON allows between its parts. */
function skipSpaces(bytes: Uint8Array, start: number): number {
  let position = start;
  while (bytes[position] === 0x20 || bytes[position] === 0x09 || bytes[position] === 0x0d) position++;
  return position;
}
