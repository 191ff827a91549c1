import type { Operation } from "../../../contracts/index.ts";
import type { Exchange } from "../../kit/exchange.ts";

/** What a link's runtime expressions are evaluated against (OpenAPI 3.1, "Runtime Expressions"). */
export function scopeOf(operation: Operation, { request, response }: Exchange) {
  const url = new URL(request.url);
  return {
    url: request.url,
    method: request.method,
    statusCode: response.status,
    request: {
      path: pathValues(operation, url.pathname) ?? {},
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      body: parsed(typeof request.body === "string" ? request.body : ""),
    },
    response: { headers: response.headers, body: parsed(response.body) },
  };
}

/** What stands in the variable parts of a path, whatever base path comes before it; undefined where it does not fit. */
export function pathValues(operation: Operation, pathname: string): Record<string, string> | undefined {
  const names = [...operation.path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? "");
  const literals = operation.path.split(/\{[^{}]*\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const match = new RegExp(`${literals.join("([^/]+)")}$`).exec(pathname);
  if (match === null) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, decode(match[index + 1] ?? "")]));
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** JSON where it is JSON, the text where it is not. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
