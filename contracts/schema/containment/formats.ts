import { isIPv6 } from "node:net";
import addFormats, { type FormatName } from "ajv-formats";
import type { NumberTest } from "./formula.ts";

/** A known format of strings. */
export interface StringFormat {
  /** A pattern for a superset of its texts, however they are read. */
  readonly shape?: string;
  /** What the standard says, undefined where its readers differ or it is not looked into. */
  judge(text: string): boolean | undefined;
  readonly samples: readonly string[];
}

/** Longer texts are not judged. */
const maxLength = 4_096;

/** Whether a text is certainly of a format, or certainly not: where what the standard says is what ajv asserts. */
export function hasFormat(name: string, text: string): boolean | undefined {
  if (text.length > maxLength) return undefined;
  const verdict = stringFormats[name]?.judge(text);
  return verdict === undefined || verdict !== asserted(name, text) ? undefined : verdict;
}

/** What ajv-formats asserts; a format that it does not know is asserted of no text. */
function asserted(name: string, text: string): boolean {
  if (unknownToAjv.has(name)) return true;
  const format = addFormats.default.get(name as FormatName);
  if (format instanceof RegExp) return format.test(text);
  const validate = typeof format === "object" ? format.validate : format;
  if (validate instanceof RegExp) return validate.test(text);
  return typeof validate === "function" && validate(text as never) === true;
}

const unknownToAjv = new Set(["idn-email", "idn-hostname", "iri", "iri-reference"]);

const hex = "[0-9a-fA-F]";
// As loosely as anyone reads them: ajv knows days of a month, but takes some hours beyond 23 for a leap second.
const day = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";
const hour = "[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?";
const zone = "(?:[zZ]|[+-][0-9]{2}(?::?[0-9]{2})?)";
const octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

const atom = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

// RFC 3986 and RFC 3987, without what few readers know (IPvFuture), for what is certain only.
const ascii = "a-z0-9\\-._~";
const beyond = `${ascii}\\u{a0}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{ffef}`;
const scheme = "[a-z][a-z0-9+\\-.]*:";
const part = (letters: string, more: string) => `(?:[${letters}!$&'()*+,;=${more}]|%[0-9a-f]{2})`;
const authority = (letters: string) =>
  `(?:${part(letters, ":")}*@)?(?:\\[[0-9a-f:]{2,39}\\]|${part(letters, "")}+)(?::[0-9]*)?`;
const path = (letters: string) => `(?:/${part(letters, ":@")}*)*`;
const rootless = (letters: string) => `${part(letters, ":@")}+${path(letters)}`;
const reference = (letters: string) =>
  `(?:(?:${scheme})?//${authority(letters)}${path(letters)}|${scheme}${rootless(letters)}|/?(?:${part(letters, "@")}+${path(letters)})?)`;
/** Characters that no URI has. */
const noUri = '[^!-~]|["<>\\\\^`{|}]';
const uriPattern = (letters: string, start: string) =>
  new RegExp(`^${start}(?:\\?${part(letters, ":@/?")}*)?(?:#${part(letters, ":@/?")}*)?$`, "iu");

/** By name (JSON Schema Validation §7.3, OpenAPI's `byte`, and what else ajv-formats asserts). */
export const stringFormats: Readonly<Record<string, StringFormat>> = {
  date: calendar(`^${day}$`, isDate, ["2024-02-29", "1999-12-31", "2000-01-01"]),
  time: calendar(`^${hour}${zone}$`, isTime, ["12:30:00Z", "23:59:59.5+01:00"]),
  "date-time": calendar(`^${day}[tT\\s]${hour}${zone}$`, isDateTime, [
    "2024-02-29T12:30:00Z",
    "1999-12-31T23:59:59.5+01:00",
  ]),
  "iso-time": calendar(`^${hour}${zone}?$`, isIsoTime, ["12:30:00Z", "12:30:00"]),
  "iso-date-time": calendar(`^${day}[tT\\s]${hour}${zone}?$`, isIsoDateTime, [
    "2024-02-29T12:30:00Z",
    "2024-02-29T12:30:00",
  ]),
  uuid: lexical(
    `^${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}$`,
    ["2f1b8c52-6d3e-4f5a-9b7c-0d1e2f3a4b5c", "00000000-0000-4000-8000-000000000000"],
    `^(?:[uU][rR][nN]:[uU][uU][iI][dD]:)?${hex}{8}-(?:${hex}{4}-){3}${hex}{12}$`,
  ),
  ipv4: lexical(`^${octet}(?:\\.${octet}){3}$`, ["192.0.2.1", "10.0.0.1"]),
  email: partial(
    new RegExp(`^${atom}(?:\\.${atom})*@${label}(?:\\.${label})+$`, "i"),
    ["someone@example.com", "a@example.org"],
    // What is quoted, a comment or an address in brackets may hold anything.
    { refused: /^(?!.*["()[\]\\])(?:[^@]*$|\.|@|.*(?:\.\.|\.@|@\.|@.*@|@$))/, shape: "@" },
  ),
  "idn-email": partial(/^[\p{L}0-9]+(?:[._+-][\p{L}0-9]+)*@[\p{L}0-9]+(?:\.[\p{L}0-9]+)+$/u, ["someone@example.com"]),
  hostname: partial(
    /^(?=.{1,253}$)(?!.{2}--)(?!.*\..{2}--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i,
    ["example.com", "host-1"],
    {
      refused: /^(?!(?=.{1,254}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*\.?$)/i,
    },
  ),
  "idn-hostname": partial(/^[a-z가-힣]{1,20}(?:\.[a-z가-힣]{1,20}){0,5}$/, ["example.com"]),
  ipv6: { shape: ":", judge: (text) => isIPv6(text) && !text.includes("%"), samples: ["2001:db8::1", "::1"] },
  uri: partial(
    uriPattern(ascii, `${scheme}(?://${authority(ascii)}${path(ascii)}|${rootless(ascii)})`),
    ["https://example.com/a", "urn:example:a"],
    { refused: new RegExp(`^(?!${scheme})|${noUri}`, "i"), shape: ":" },
  ),
  "uri-reference": partial(uriPattern(ascii, reference(ascii)), ["/a", "https://example.com/a"], {
    refused: new RegExp(noUri),
  }),
  iri: partial(uriPattern(beyond, `${scheme}(?://${authority(beyond)}${path(beyond)}|${rootless(beyond)})`), [
    "https://example.com/a",
  ]),
  "iri-reference": partial(uriPattern(beyond, reference(beyond)), ["/a", "https://example.com/a"]),
  "uri-template": partial(
    /^(?:[a-z0-9:/._~!$&()*+,;=@?#-]|\{[+#./;?&]?[a-z0-9_]+(?::[1-9][0-9]{0,3}|\*)?(?:,[a-z0-9_]+(?::[1-9][0-9]{0,3}|\*)?)*\})*$/i,
    ["/a/{id}"],
    { refused: /^[^{}]*\}|\{[^}]*(?:\{|$)|\}[^{]*\}/ },
  ),
  url: partial(/^https?:\/\/[a-z0-9]+(?:\.[a-z0-9]+)*\.[a-z]{2,}(?:\/[a-z0-9._~-]*)*$/i, ["https://example.com/a"], {
    refused: /^(?!(?:https?|ftp):\/\/)|\s/i,
    shape: "://",
  }),
  "json-pointer": lexical("^(?:/(?:[^~/]|~[01])*)*$", ["/a", ""]),
  "json-pointer-uri-fragment": lexical("^#(?:/(?:[\\w.!$&'()*+,;:=@-]|%[0-9a-fA-F]{2}|~[01])*)*$", ["#/a", "#"]),
  "relative-json-pointer": lexical("^(?:0|[1-9][0-9]*)(?:#|(?:/(?:[^~/]|~[01])*)*)$", ["0", "1/a"]),
  // In several lines (MIME) it is enough for ajv that one is right.
  byte: {
    judge: (text) =>
      /^(?:[a-z0-9+/]{4})*(?:[a-z0-9+/]{2}==|[a-z0-9+/]{3}=)?$/i.test(text) || (/\s/.test(text) ? undefined : false),
    samples: ["YWJj", "YQ=="],
  },
  regex: { judge: isPattern, samples: ["^[a-z]+$", "a"] },
  duration: lexical(
    "^P(?=.)(?:(?:[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)?(?:T(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S))?|[0-9]+W)$",
    ["P1D", "PT1H"],
    "^P(?=.)(?:(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?|(?:[0-9]+W)?)$",
  ),
};

/** Formats of numbers that OpenAPI knows, as validators assert them: a whole number in a range. */
export const numberFormats: Readonly<Record<string, readonly NumberTest[]>> = {
  int32: [
    { is: "least", value: -(2 ** 31) },
    { is: "most", value: 2 ** 31 - 1 },
  ],
  int64: [],
};

/** A format that is a regular language; `shape` where some take more for it than the standard. */
function lexical(source: string, samples: readonly string[], shape = source): StringFormat {
  const expression = new RegExp(source, "u");
  return { shape, judge: (text) => expression.test(text), samples };
}

/** A format that counts days and seconds. */
function calendar(
  source: string,
  judge: (text: string) => boolean | undefined,
  samples: readonly string[],
): StringFormat {
  return { shape: source, judge, samples };
}

interface Refused {
  /** Texts that nobody takes for one. */
  readonly refused?: RegExp;
  readonly shape?: string;
}

/** A format of which only the plainest texts, and the plainest mistakes, are looked into. */
function partial(certain: RegExp, samples: readonly string[], { refused, shape }: Refused = {}): StringFormat {
  const judge = (text: string) => {
    if (certain.test(text)) return true;
    return refused?.test(text) ? false : undefined;
  };
  return { ...(shape === undefined ? {} : { shape }), judge, samples };
}

function isDate(text: string): boolean {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}

/** A pattern of ECMA-262 with the flag `u`; undefined where it is one without. */
function isPattern(text: string): boolean | undefined {
  const reads = (flags: string) => {
    try {
      new RegExp(text, flags);
      return true;
    } catch {
      return false;
    }
  };
  return reads("u") || (reads("") ? undefined : false);
}

/** RFC 3339 §5.6; a leap second stands at the end of a day in UTC. */
function isTime(text: string): boolean | undefined {
  const match = /^([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?(?:Z|[+-]([0-9]{2}):([0-9]{2}))$/i.exec(text);
  if (match === null) return false;
  const [hour, minute, second, offsetHour, offsetMinute] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return false;
  if (second < 60) return true;
  const offset = (offsetHour * 60 + offsetMinute) * (/-[^-]*$/.test(text) ? -1 : 1);
  return (((hour * 60 + minute - offset) % 1440) + 1440) % 1440 === 1439;
}

function isDateTime(text: string): boolean | undefined {
  const [date, time] = [text.slice(0, 10), text.slice(11)];
  if (!isDate(date)) return false;
  return text[10] === "T" ? isTime(time) : undefined;
}

/** The zone may be left out. */
function isIsoTime(text: string): boolean | undefined {
  return /[z+-]/i.test(text) ? isTime(text) : isTime(`${text}Z`);
}

function isIsoDateTime(text: string): boolean | undefined {
  const [date, time] = [text.slice(0, 10), text.slice(11)];
  if (!isDate(date)) return false;
  return text[10] === "T" ? isIsoTime(time) : undefined;
}
