import {
  canonical,
  type Interaction,
  isJson,
  isObject,
  newInteraction,
  type RuleList,
  verifiableContent,
} from "../../../contracts/portable.ts";
import { isSecretHeaderName } from "../../kit/secret-header.ts";
import { fillPath } from "../mock/location.ts";
import { headerText } from "../mock/message.ts";
import type { MockExchange } from "../mock/mock.ts";
import type { GivenState } from "../wishes/wishes.ts";
import { type RecordedSecret, secretsOf } from "./credentials.ts";
import { createSteady, type Steady } from "./steady.ts";

const byType: RuleList = { combine: "AND", matchers: [{ match: "type" }] };
const noRules = { query: new Map(), header: new Map(), body: new Map(), metadata: new Map() } as const;
/** Longer bodies are told apart by a digest. */
const longestBody = 80;

/**
 * Writes an exchange as a Pact interaction. Of the request: what the contract declares; of credentials the scheme. Of the
 * answer: what the test named, with its matchers; where it named nothing, all that was answered, by type.
 */
export function interactionOf(exchange: MockExchange, states: readonly GivenState[], part: string): Interaction {
  const { plan, request, reading, answer, wish } = exchange;
  const { operation } = plan;
  const steady = createSteady(states);
  const path = fillPath(operation.path, steady.replace(reading.path) as Record<string, unknown>);
  const secrets = secretsOf(exchange);
  const inQuery = secrets.filter((secret) => secret.in === "query");
  const query = new Map([
    ...Object.entries(steady.replace(reading.query) as Record<string, unknown>).map(
      ([name, value]) => [name, textsOf(value)] as const,
    ),
    ...inQuery.map(({ name, value }) => [name, [value]] as const),
  ]);
  const body = steady.replace(reading.body);
  const label = wish?.variant?.label ?? "";
  const responseBody = wish?.variant === undefined ? steady.replace(answer.value) : wish.variant.content;
  return newInteraction({
    description: describe(exchange, path, query, body, label),
    providerStates: states,
    comments: {
      recordedBy: [part],
      ...(wish === undefined ? {} : { answer: { reads: membersOf(wish.variant?.content) } }),
    },
    request: {
      method: request.method,
      path,
      query,
      headers: requestHeaders(exchange, steady, secrets),
      body: bodyOf(body, reading.mediaType),
      matchingRules: {
        ...noRules,
        ...(steady.isDrawn(reading.path) ? { path: pathRule(operation.path) } : {}),
        header: new Map([
          ...drawnHeaders(exchange).map((name) => [name, byType] as const),
          ...secrets
            .filter((secret) => secret.in === "header")
            .map(({ name, rule }) => [name.toLowerCase(), rule] as const),
        ]),
        query: new Map(inQuery.map(({ name, rule }) => [name, rule])),
        body: steady.isDrawn(reading.body) ? new Map([["$", byType]]) : new Map(),
      },
    },
    response: {
      status: answer.status,
      headers: responseHeaders(exchange),
      body: bodyOf(responseBody, answer.mediaType),
      matchingRules: {
        ...noRules,
        body: answer.value === undefined ? new Map() : (wish?.variant?.rules ?? new Map([["$", byType]])),
      },
      generators:
        wish?.variant === undefined || Object.keys(wish.variant.generators).length === 0
          ? {}
          : { body: wish.variant.generators },
    },
  });
}

/** Says what is asked for and what comes of it, so that two interactions that differ never share a description. */
function describe(
  { plan, answer }: MockExchange,
  path: string,
  query: ReadonlyMap<string, readonly string[]>,
  body: unknown,
  label: string,
): string {
  const { operation } = plan;
  const said = [
    ...(operation.path.includes("{") ? [path] : []),
    ...[...query].map(([name, values]) => `${name} ${values.join(", ")}`),
    ...(body === undefined ? [] : [`with ${brief(body)}`]),
  ];
  const request = `${operation.summary || operation.id}${said.length === 0 ? "" : ` (${said.join("; ")})`}`;
  return `${request}: ${answer.status}${label === "" ? "" : `, ${label}`}`;
}

function brief(body: unknown): string {
  const text = canonical(body);
  return text.length <= longestBody ? text : `a body ${digest(text)}`;
}

/** FNV-1a, twice 32 bits: tells texts apart, and is the same everywhere. */
export function digest(text: string): string {
  const half = (start: number) => {
    let value = start;
    for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
    return (value >>> 0).toString(16).padStart(8, "0");
  };
  return half(0x811c9dc5) + half(0x9747b28c);
}

/** Made anew for each request by whoever sends it. */
const drawn = new Set(["idempotency-key", "traceparent", "tracestate", "x-request-id", "x-correlation-id"]);

function drawnHeaders({ reading }: MockExchange): readonly string[] {
  return Object.keys(reading.header)
    .map((name) => name.toLowerCase())
    .filter((name) => drawn.has(name));
}

/** Declared parameters and media types, and of credentials that there were some. */
function requestHeaders(
  exchange: MockExchange,
  steady: Steady,
  secrets: readonly RecordedSecret[],
): ReadonlyMap<string, readonly string[]> {
  const { plan, request, reading } = exchange;
  const headers = new Map<string, readonly string[]>();
  for (const { name, value } of secrets.filter((secret) => secret.in === "header")) headers.set(name, [value]);
  const accept = headerText(request.headers, "accept");
  if (accept !== undefined && accept !== "*/*") headers.set("Accept", [accept]);
  if (reading.mediaType !== undefined) headers.set("Content-Type", [reading.mediaType]);
  for (const parameter of plan.operation.parameters) {
    const text = parameter.in === "header" ? headerText(request.headers, parameter.name.toLowerCase()) : undefined;
    if (text === undefined || isSecretHeaderName(parameter.name) || isIn(secrets, parameter.name)) continue;
    const value = drawn.has(parameter.name.toLowerCase())
      ? steadyHeader(parameter.examples[0]?.value)
      : steady.replace(text);
    headers.set(parameter.name, [String(value)]);
  }
  return headers;
}

function isIn(secrets: readonly RecordedSecret[], header: string): boolean {
  return secrets.some((secret) => secret.in === "header" && secret.name.toLowerCase() === header.toLowerCase());
}

function steadyHeader(example: unknown): unknown {
  return example ?? "00000000-0000-4000-8000-000000000000";
}

function responseHeaders({ answer, wish }: MockExchange): ReadonlyMap<string, readonly string[]> {
  const headers = new Map<string, readonly string[]>();
  if (answer.mediaType !== undefined) headers.set("Content-Type", [answer.mediaType]);
  for (const [name, value] of Object.entries(wish?.wanted.headers ?? {})) headers.set(name, [value]);
  return headers;
}

function bodyOf(value: unknown, mediaType: string | undefined) {
  if (value === undefined) return { kind: "absent" } as const;
  const contentType = mediaType ?? "application/json";
  return typeof value === "string" && !isJson(contentType)
    ? ({ kind: "text", text: value, contentType } as const)
    : ({ kind: "json", value, contentType } as const);
}

/** A path of the same template. */
function pathRule(template: string): RuleList {
  const literals = template.split(/\{[^{}]*\}/).map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return { combine: "AND", matchers: [{ match: "regex", regex: `^${literals.join("[^/]+")}$` }] };
}

function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map((item) =>
    typeof item === "object" ? JSON.stringify(item) : String(item),
  );
}

/** The members of a value by their places, the items of a list together: `products[].sku`. */
function membersOf(value: unknown, place = ""): readonly string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => membersOf(item, `${place}[]`)))];
  if (!isObject(value)) return place === "" ? [] : [place];
  return Object.entries(value).flatMap(([name, member]) => membersOf(member, place === "" ? name : `${place}.${name}`));
}

/** What an interaction asks and expects, whatever it is called and whoever recorded it: two that are equal are one. */
export function contentOf(interaction: Interaction): string {
  const { description: _label, ...said } = verifiableContent(interaction);
  return canonical(said);
}
