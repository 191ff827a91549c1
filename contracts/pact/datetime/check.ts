import { type DatePart, dayNames, monthNames, parseDateFormat } from "./pattern.ts";

const checks = new Map<string, ((text: string) => boolean) | undefined>();

/**
 * A check whether texts are dates or times in a Java format, days of months included: `2001-02-29` is no `yyyy-MM-dd`.
 * Undefined where the format cannot be read.
 */
export function dateCheck(format: string): ((text: string) => boolean) | undefined {
  if (!checks.has(format)) checks.set(format, compile(format));
  return checks.get(format);
}

function compile(format: string): ((text: string) => boolean) | undefined {
  const parts = parseDateFormat(format);
  if (parts === undefined) return undefined;
  const named = new Set<string>();
  const expression = new RegExp(`^${parts.map((part, at) => source(part, parts[at + 1], named)).join("")}$`, "i");
  return (text) => {
    // No date is longer; the expression never sees a text that could make it slow.
    if (text.length > 200) return false;
    const match = expression.exec(text);
    return match !== null && isCalendarDay(match.groups ?? {});
  };
}

function source(part: DatePart, following: DatePart | undefined, named: Set<string>): string {
  if (part.kind === "text") return part.text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  if (part.kind === "optional") {
    return `(?:${part.parts.map((inner, at) => source(inner, part.parts[at + 1], named)).join("")})?`;
  }
  const group = groups[part.letter];
  const field = fieldSource(part.letter, part.count, following?.kind === "field");
  if (group === undefined || named.has(group)) return field;
  named.add(group);
  return `(?<${group}>${field})`;
}

/** The fields that say together which day it is. */
const groups: Readonly<Record<string, string>> = { y: "year", u: "year", M: "month", L: "month", d: "day" };

function fieldSource(letter: string, count: number, isFollowed: boolean): string {
  switch (letter) {
    case "y":
    case "u":
    case "Y":
      return yearSource(count, isFollowed);
    case "M":
    case "L":
      return count <= 2 ? number(count, "0?[1-9]|1[0-2]", "0[1-9]|1[0-2]") : names(monthNames, count);
    case "d":
      return number(count, "0?[1-9]|[12]\\d|3[01]", "0[1-9]|[12]\\d|3[01]");
    case "D":
      return "(?:0*[1-9]\\d?|0*[12]\\d\\d|3[0-5]\\d|36[0-6])";
    case "E":
      return names(dayNames, Math.max(count, 3));
    case "e":
    case "c":
      return count <= 2 ? "0?[1-7]" : names(dayNames, count);
    case "G":
      return "(?:ad|bc|anno domini|before christ|a|b)";
    case "a":
      return "(?:am|pm)";
    case "H":
      return number(count, "[01]?\\d|2[0-3]", "[01]\\d|2[0-3]");
    case "k":
      return number(count, "0?[1-9]|1\\d|2[0-4]", "0[1-9]|1\\d|2[0-4]");
    case "K":
      return number(count, "0?\\d|1[01]", "0\\d|1[01]");
    case "h":
      return number(count, "0?[1-9]|1[0-2]", "0[1-9]|1[0-2]");
    case "m":
      return number(count, "[0-5]?\\d", "[0-5]\\d");
    case "s":
      return number(count, "[0-5]?\\d|60", "[0-5]\\d|60");
    case "S":
      return `\\d{${count}}`;
    case "w":
      return number(count, "0?[1-9]|[1-4]\\d|5[0-3]", "0[1-9]|[1-4]\\d|5[0-3]");
    case "W":
    case "F":
      return "[0-6]";
    case "q":
    case "Q":
      return count <= 2 ? "0?[1-4]" : count === 3 ? "Q[1-4]" : "(?:Q[1-4]|(?:1st|2nd|3rd|4th) quarter)";
    case "A":
    case "N":
    case "n":
      return "\\d+";
    default:
      return zoneSource(letter, count);
  }
}

function number(count: number, short: string, long: string): string {
  return `(?:${count === 1 ? short : long})`;
}

function yearSource(count: number, isFollowed: boolean): string {
  if (count === 2) return "\\d{2}";
  if (isFollowed) return `\\d{${count === 1 ? 4 : count}}`;
  return `[+-]?\\d{${count},9}`;
}

/** Three letters: short names; four: full names; five: any form of them. */
function names(all: readonly string[], count: number): string {
  const short = all.map((name) => name.slice(0, 3));
  if (count === 3) return `(?:${short.join("|")})`;
  return `(?:${(count === 4 ? all : [...all, ...short, ...all.map((name) => name[0])]).join("|")})`;
}

const hours = "(?:0\\d|1[0-8])";
const minutes = "[0-5]\\d";

function zoneSource(letter: string, count: number): string {
  if (letter === "X") return `(?:Z|${offset(count)})`;
  if (letter === "x") return offset(count);
  if (letter === "Z") {
    if (count <= 3) return `[+-]${hours}${minutes}`;
    return count === 4 ? `(?:GMT|UTC)(?:[+-]${hours}:${minutes})?` : `(?:Z|[+-]${hours}:${minutes}(?::${minutes})?)`;
  }
  if (letter === "O") return `(?:GMT|UTC)(?:[+-](?:\\d|${hours})(?::${minutes})?)?`;
  const region = "[A-Za-z]+(?:/[A-Za-z0-9_+-]+)*";
  if (letter === "V") return `(?:Z|(?:GMT|UTC|UT)?[+-]${hours}:?${minutes}|${region})`;
  return `(?:[A-Za-z]+(?: [A-Za-z]+)*(?:[+-]\\d{1,2}(?::?${minutes})?)?|${region})`;
}

function offset(count: number): string {
  if (count === 1) return `[+-]${hours}(?:${minutes})?`;
  if (count === 2) return `[+-]${hours}${minutes}`;
  if (count === 3) return `[+-]${hours}:${minutes}`;
  return count === 4 ? `[+-]${hours}${minutes}(?:${minutes})?` : `[+-]${hours}:${minutes}(?::${minutes})?`;
}

function isCalendarDay({ year, month, day }: Readonly<Record<string, string>>): boolean {
  if (month === undefined || day === undefined) return true;
  const at = /^\d/.test(month) ? Number(month) - 1 : monthNames.findIndex((name) => isPrefix(month, name));
  // Without a year, the 29th of February may be one.
  const length = new Date(Date.UTC(year === undefined ? 2000 : fullYear(year), at + 1, 0)).getUTCDate();
  return Number(day) <= length;
}

function isPrefix(start: string, name: string): boolean {
  return name.toLowerCase().startsWith(start.toLowerCase());
}

/** Two digits stand for 2000 to 2099, as in Java; the others are moved to years that `Date` takes as they are. */
function fullYear(text: string): number {
  const year = Number(text);
  return text.length === 2 ? 2000 + year : (Math.abs(year) % 400) + 2000;
}
