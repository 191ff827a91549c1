import { isObject } from "../json.ts";
import { resolvePointer } from "./pointer.ts";

/** Header values by name; a header that came several times is a list. Names are compared without regard to case. */
export type HeaderValues = Readonly<Record<string, string | readonly string[]>>;

/**
 * What runtime expressions are evaluated against: one exchange (OpenAPI 3.1, Link Object), and the named values of a
 * workflow (Arazzo 1.0, Runtime Expressions). Plain data; what is absent has no value. Bodies are parsed JSON, or text.
 */
export interface ExpressionScope {
  readonly url?: string;
  readonly method?: string;
  readonly statusCode?: number;
  readonly request?: {
    readonly path?: Readonly<Record<string, unknown>>;
    readonly query?: Readonly<Record<string, unknown>>;
    readonly headers?: HeaderValues;
    readonly body?: unknown;
  };
  readonly response?: { readonly headers?: HeaderValues; readonly body?: unknown };
  readonly inputs?: unknown;
  readonly outputs?: unknown;
  /** By stepId. */
  readonly steps?: Readonly<Record<string, { readonly outputs?: unknown }>>;
  /** By workflowId. */
  readonly workflows?: Readonly<Record<string, { readonly inputs?: unknown; readonly outputs?: unknown }>>;
  readonly sourceDescriptions?: Readonly<Record<string, unknown>>;
  readonly components?: unknown;
}

// OpenAPI 3.1, "Runtime Expressions" (ABNF), and Arazzo 1.0, where names may be followed by a JSON Pointer too.
const syntax =
  /^\$(?:(?<plain>url|method|statusCode)|(?<side>request|response)\.(?:header\.(?<header>[!#$%&'*+.^_`|~\w-]+)|(?<place>query|path)\.(?<parameter>[^{}]+)|body(?:#(?<bodyPointer>(?:\/[^{}]*)?))?)|(?<root>inputs|outputs|steps|workflows|sourceDescriptions|components)\.(?<path>[^#{}]+)(?:#(?<pointer>(?:\/[^{}]*)?))?)$/;

const embedded = /\{(\$[^{}]+)\}/g;

/** True where the text as a whole is a runtime expression. Other text, as `$100`, is a constant. */
export function isExpression(text: string): boolean {
  return syntax.test(text);
}

/**
 * The value of a runtime expression such as `$response.body#/id`; undefined where the scope holds no such value, or the
 * text is no runtime expression. A header that came several times is joined by commas (RFC 9110, section 5.3).
 */
export function evaluateExpression(expression: string, scope: ExpressionScope): unknown {
  const groups = syntax.exec(expression)?.groups;
  if (groups === undefined) return undefined;
  const { plain, side, header, place, parameter, bodyPointer = "", root, path, pointer = "" } = groups;
  if (plain !== undefined) return scope[plain as "url" | "method" | "statusCode"];
  if (root !== undefined) return resolvePointer(memberAt(scope[root as "inputs"], path as string), pointer);
  if (place !== undefined) return own(scope.request?.[place as "query" | "path"], parameter as string);
  const message = scope[side as "request" | "response"];
  return header === undefined ? resolvePointer(message?.body, bodyPointer) : headerOf(message?.headers, header);
}

/**
 * A value with its runtime expressions replaced, however deep they stand. A string that is one expression, bare or in
 * braces, becomes that value with its type; one with `{$…}` inside a longer text becomes text. Constants stay.
 * Undefined where an expression in it has no value (`missingExpressions` says which): nothing half-filled is sent.
 */
export function evaluateTemplate(value: unknown, scope: ExpressionScope): unknown {
  return missingExpressions(value, scope).length > 0 ? undefined : fill(value, scope);
}

/** The runtime expressions in a value for which the scope holds nothing, as written. */
export function missingExpressions(value: unknown, scope: ExpressionScope): readonly string[] {
  if (typeof value === "string") {
    return expressionsIn(value).filter((expression) => evaluateExpression(expression, scope) === undefined);
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((member) => missingExpressions(member, scope));
}

/** The runtime expressions in a text: itself, or those embedded in it as `{$…}`. */
export function expressionsIn(text: string): readonly string[] {
  if (isExpression(text)) return [text];
  return [...text.matchAll(embedded)].map(([, expression]) => expression as string).filter(isExpression);
}

function fill(value: unknown, scope: ExpressionScope): unknown {
  if (typeof value === "string") return fillText(value, scope);
  if (Array.isArray(value)) return value.map((item) => fill(item, scope));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fill(member, scope)]));
}

function fillText(text: string, scope: ExpressionScope): unknown {
  if (isExpression(text)) return evaluateExpression(text, scope);
  const inner = text.slice(1, -1);
  if (text === `{${inner}}` && isExpression(inner)) return evaluateExpression(inner, scope);
  return text.replaceAll(embedded, (whole, expression: string) => {
    if (!isExpression(expression)) return whole;
    const value = evaluateExpression(expression, scope);
    return typeof value === "string" ? value : JSON.stringify(value);
  });
}

/** Names may hold dots themselves (`$inputs.x.y`), so the longest name that is there counts. */
function memberAt(value: unknown, path: string): unknown {
  const whole = own(value, path);
  if (whole !== undefined) return whole;
  for (let dot = path.lastIndexOf("."); dot > 0; dot = path.lastIndexOf(".", dot - 1)) {
    const member = own(value, path.slice(0, dot));
    if (member !== undefined) return memberAt(member, path.slice(dot + 1));
  }
  return undefined;
}

function own(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function headerOf(headers: HeaderValues | undefined, name: string): string | undefined {
  const entry = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase());
  const value = entry?.[1];
  return typeof value === "object" ? value.join(", ") : value;
}
