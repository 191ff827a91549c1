import type { Exchange } from "../../kit/exchange.ts";
import { headersOf, textsOf } from "../answers/texts.ts";

/** What an answer may disclose besides data; each is a way of refutation of `data-only`. */
export const disclosureWays = ["html", "stack-trace", "server-banner", "internal-host", "file-path", "sql"] as const;

/** One of `disclosureWays`. */
export type DisclosureWay = (typeof disclosureWays)[number];

/** Something in an answer that is no data of the business. */
export interface Disclosure {
  readonly way: DisclosureWay;
  /** A clause: `the header server says nginx/1.25.3`. */
  readonly message: string;
}

/** As much of what was found is shown. */
const maxShown = 100;

/** Header fields that tell what the service is made with; a client has no use for them (OWASP API8:2023). */
const banners = ["server", "x-powered-by", "x-aspnet-version", "x-aspnetmvc-version", "x-generator", "x-runtime"];

/** A frame or a headline of a stack trace, by the runtime that writes it. */
const stackTraces: readonly RegExp[] = [
  /^\s*at .+:\d+:\d+\)?$/m, // V8
  /\bat [\w.$<>]+\((?:[\w$]+\.(?:java|kt|scala|groovy):\d+|Native Method|Unknown Source)\)/, // the JVM
  /Traceback \(most recent call last\)|File "[^"\n]+", line \d+, in /, // Python
  /^\s*at .+ in .+:line \d+/m, // .NET
  /\.rb:\d+:in [`']/, // Ruby
  /#\d+ .+\.php\(\d+\)|\bin .+\.php on line \d+/, // PHP
  /\bgoroutine \d+ \[|\bpanic: runtime error/, // Go
  /thread '.+' (?:\(\d+\) )?panicked at /, // Rust
];

/** What databases and their drivers say. */
const sql: readonly RegExp[] = [
  /\bSQLSTATE\b|\bORA-\d{5}\b|\bSQLITE_[A-Z]+\b|\b(?:PSQL|SQL)(?:Syntax\w*)?Exception\b/,
  /syntax error at or near "|violates (?:unique|foreign key|check|not-null) constraint|invalid input syntax for type /,
  /You have an error in your SQL syntax|Duplicate entry '.*' for key|Unknown column '|Incorrect syntax near '/,
  /\b(?:relation|column|table) "[^"]+" (?:does not exist|of relation)/,
  /\bSELECT\b[\s\S]{1,400}?\bFROM\s+["`[\w]|\bINSERT INTO\s+\S+\s*(?:\(|VALUES)|\bDELETE FROM\s+\S+\s+WHERE\b/,
];

/** Where the service's own files lie. */
const filePaths: readonly RegExp[] = [
  /(?:file:\/\/)?\/(?:usr|srv|home|opt|app|var|root|workspace|Users)\/[\w.@-]+(?:\/[\w.@-]+)*\.\w{1,5}\b/,
  /\b[A-Z]:\\(?:[\w. -]+\\)+[\w. -]+/,
  /\bnode_modules\/[\w@.-]+/,
];

const internalHosts: readonly RegExp[] = [
  /\b(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})\b/, // RFC 1918
  /\b127(?:\.\d{1,3}){3}\b|\[::1\]|\blocalhost\b/,
  /\b[\w-]+(?:\.[\w-]+)*\.(?:internal|local|localdomain|lan|intranet|svc)\b/,
  // What the name or address of a peer follows; alone these are codes that a business may have too.
  /\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN) [\w[:][^"\n]*/,
];

const textual: readonly { readonly way: DisclosureWay; readonly what: string; readonly signs: readonly RegExp[] }[] = [
  {
    way: "html",
    what: "HTML",
    signs: [/<!doctype html|<html[\s>]|<body[\s>]|^(?:text\/html|application\/xhtml\+xml)\b/i],
  },
  { way: "stack-trace", what: "a stack trace", signs: stackTraces },
  { way: "internal-host", what: "a host of the inside", signs: internalHosts },
  { way: "file-path", what: "a path of its files", signs: filePaths },
  { way: "sql", what: "what only the database should know", signs: sql },
];

/** Everything in an answer that is no data. What the request said itself, and the host that was asked, is no secret. */
export function disclosuresIn({ request, response }: Exchange): readonly Disclosure[] {
  const asked = [request.url, decoded(request.url), typeof request.body === "string" ? request.body : ""].join("\n");
  const { hostname } = new URL(request.url);
  const isKnown = (found: string) => asked.includes(found) || (isLoopback(hostname) && isLoopback(found));
  const texts = textsOf(response);
  return [
    ...headersOf(response)
      .filter(({ name, text }) => banners.includes(name) && text !== "")
      .map(({ name, text }): Disclosure => ({ way: "server-banner", message: `the header ${name} says ${cut(text)}` })),
    ...textual.flatMap(({ way, what, signs }) => {
      for (const { place, text } of texts) {
        const found = signs.map((sign) => sign.exec(text)?.[0]).find((one) => one !== undefined && !isKnown(one));
        if (found !== undefined) return [{ way, message: `${place} shows ${what}: ${cut(found)}` }];
      }
      return [];
    }),
  ];
}

function isLoopback(host: string): boolean {
  return /^(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost)$/.test(host);
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return "";
  }
}

function cut(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, " ");
  return line.length > maxShown ? `${line.slice(0, maxShown)} …` : line;
}
