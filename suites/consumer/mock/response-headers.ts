import {
  GenerationError,
  generate,
  type Random,
  type ResponseHeader,
  type Schema,
  type Schemas,
} from "../../../contracts/portable.ts";

/** Said by the transport or by the body, not by the contract's example. */
const ofTransport = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "date",
  "keep-alive",
  "transfer-encoding",
]);
/** Tried before anything is drawn: with a random `Retry-After` a client would wait for hours. */
const telling: Readonly<Record<string, readonly unknown[]>> = { "retry-after": [1, "1", 0, "0"] };
const attempts = 20;
/** What a header value may hold (RFC 9110 §5.5), no blank at either end. */
const fieldValue = /^(?:[!-~\u0080-\u00ff](?:[\t -~\u0080-\u00ff]*[!-~\u0080-\u00ff])?)?$/;

/**
 * Headers for an answer, valid by their schemas: name, value, name, value …; `known` are those that the answer itself says
 * (`location`), by name in lower case, where the contract declares and allows them. Undefined: a required one could not be
 * generated.
 */
export function responseHeaders(
  schemas: Schemas,
  declared: readonly ResponseHeader[],
  random: Random,
  known: Readonly<Record<string, string>> = {},
): string[] | undefined {
  const headers: string[] = [];
  for (const { name, required, schema } of declared) {
    const key = name.toLowerCase();
    if (ofTransport.has(key)) continue;
    const given = known[key];
    const value =
      given !== undefined && allows(schemas, schema, given)
        ? given
        : headerValue(schemas, schema, key, random.fork(key));
    if (value !== undefined) headers.push(key, value);
    else if (required) return undefined;
  }
  return headers;
}

function headerValue(schemas: Schemas, schema: Schema, name: string, random: Random): string | undefined {
  const first = (telling[name] ?? []).find((value) => schemas.errors(schema, value).length === 0);
  if (first !== undefined) return String(first);
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      const text = textOf(generate(schemas, schema, random.fork(String(attempt)), { preferExamples: true }));
      if (fieldValue.test(text)) return text;
    } catch (error) {
      if (!(error instanceof GenerationError)) throw error;
      return undefined;
    }
  }
  return undefined;
}

/** `style: simple`, the only one for headers. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(",");
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .flatMap(([name, member]) => [name, textOf(member)])
    .join(",");
}

function allows(schemas: Schemas, schema: Schema, text: string): boolean {
  return fieldValue.test(text) && [text, Number(text)].some((reading) => schemas.errors(schema, reading).length === 0);
}
