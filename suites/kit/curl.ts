import { shellWord } from "../../contracts/index.ts";
import type { HttpRequest } from "./exchange.ts";
import { portOf, resolvedText } from "./instance.ts";
import { isSecretHeader, redactText } from "./redact-text.ts";

/** A longer body fits no line that a person would paste, in bytes. */
const maxBodyBytes = 4096;
/** What the harness adds to every request, and no judgement turns on. */
const ownHeaders = new Set(["traceparent", "baggage", "user-agent", "accept-encoding"]);

/**
 * The line for a POSIX shell that sends a request again with curl; a body that is no plain text is piped into it by
 * `printf`. Secrets are variables: `$TOKEN` for a token, else the name of the header (`$X_API_KEY`). Undefined where the
 * body is too long for a line, or hides a secret among bytes.
 */
export function curlLine(request: HttpRequest): string | undefined {
  const { method, url, headers } = request;
  const body = Buffer.from(request.body ?? "");
  if (body.length > maxBodyBytes) return undefined;
  const words = ["curl", ...methodWords(method, request.body !== undefined)];
  if (request.address !== undefined) words.push("--resolve", shellWord(resolveOf(url, request.address)));
  if (/[[\]{}]/.test(url)) words.push("--globoff");
  if (/\/\.{1,2}(\/|$)/.test(url.replace(/[?#].*$/s, ""))) words.push("--path-as-is");
  for (const [name, value] of Object.entries(headers)) {
    if (!ownHeaders.has(name.toLowerCase())) words.push("--header", headerWord(name, value));
  }
  // What curl would add of its own accord is taken out again, so that the same request is sent.
  const sent = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  if (!sent.has("accept")) words.push("--header", "accept:");
  if (request.body !== undefined && !sent.has("content-type")) words.push("--header", "content-type:");
  if (request.body === undefined) return [...words, shellWord(redactText(url))].join(" ");
  const text = plainText(body);
  const bytes = body.toString("latin1");
  if (text === undefined && redactText(bytes) !== bytes) return undefined;
  if (text !== undefined)
    return [...words, "--data-raw", shellWord(redactText(text)), shellWord(redactText(url))].join(" ");
  return `printf ${shellWord(octal(body))} | ${[...words, "--data-binary", "@-", shellWord(redactText(url))].join(" ")}`;
}

/** The instance that was asked, for `--resolve`. */
function resolveOf(url: string, address: string): string {
  return resolvedText({ name: new URL(url).hostname, port: portOf(url), address });
}

function methodWords(method: string, hasBody: boolean): readonly string[] {
  if (method === "HEAD") return ["--head"];
  return method === (hasBody ? "POST" : "GET") ? ["--include"] : ["--include", "--request", shellWord(method)];
}

function headerWord(name: string, value: string): string {
  if (value === "") return shellWord(`${name};`);
  if (!isSecretHeader(name)) return shellWord(`${name}: ${redactText(value)}`);
  const scheme = name.endsWith("authorization") ? /^[A-Za-z]+(?= )/.exec(value)?.[0] : undefined;
  const variable = name.endsWith("authorization") ? "TOKEN" : name.toUpperCase().replaceAll(/\W/g, "_");
  // In double quotes the shell puts in the variable; nothing else of it stands there.
  return `"${name}: ${scheme === undefined ? "" : `${scheme} `}$${variable}"`;
}

/** A body as text, where it is UTF-8 that a person can read and a shell can hold. */
function plainText(body: Buffer): string | undefined {
  const text = body.toString("utf8");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const isPlain = Buffer.from(text).equals(body) && !/[\0-\x08\x0b-\x1f\x7f\u0080-\u009f\ufeff]/.test(text);
  return isPlain ? text : undefined;
}

/** A format for `printf`: printable ASCII as it is, every other byte as an octal escape (POSIX, printf, "%" and "\"). */
function octal(body: Buffer): string {
  return [...body]
    .map((byte) => {
      const isPrintable = byte >= 0x20 && byte < 0x7f && byte !== 0x25 && byte !== 0x5c;
      return isPrintable ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`;
    })
    .join("");
}
