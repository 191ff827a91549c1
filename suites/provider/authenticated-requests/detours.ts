import { randomBytes } from "node:crypto";
import type { Operation } from "../../../contracts/index.ts";
import type { CheckContext } from "../../kit/check.ts";
import type { Exchange, HttpRequest } from "../../kit/exchange.ts";
import { redactExchange } from "../../kit/redact.ts";
import { attempt } from "../attempt.ts";

/** Ways past the place where credentials are looked at; what is reached there must be closed to who has none. */
export const detourNames = ["path-detour", "head-request", "method-override"] as const;

/** A request for the same resource in another form. */
interface Detour {
  readonly label: string;
  readonly request: HttpRequest;
  /** The same form of a request that must lead nowhere: where that is answered with success too, nothing is shown. */
  readonly control: HttpRequest;
}

interface Way {
  readonly name: (typeof detourNames)[number];
  readonly what: string;
  readonly rule: string;
  detours(operation: Operation, request: HttpRequest): readonly Detour[];
}

const ways: readonly Way[] = [
  {
    name: "path-detour",
    what: "its path in another spelling",
    rule: "RFC 3986 §6.2, OWASP API2:2023",
    detours: ({ method }, request) => (method === "get" ? spellings(request) : []),
  },
  {
    name: "head-request",
    what: "HEAD",
    rule: "RFC 9110 §9.3.2: HEAD is GET without the content",
    detours: ({ method }, request) => {
      const head = { ...request, method: "HEAD" };
      return method === "get" ? [{ label: "HEAD", request: head, control: withPath(head, elsewhere) }] : [];
    },
  },
  {
    name: "method-override",
    what: "a header or parameter that names another method",
    rule: "OWASP API5:2023",
    detours: ({ method }, request) => (method === "get" || method === "delete" ? overrides(request) : []),
  },
];

/**
 * Sends a request without credentials the other ways round: none may be answered as the operation answers. `doubt` says why
 * the operation was not shown to answer at all.
 */
export async function judgeDetours(
  context: CheckContext,
  guarantee: string,
  operation: Operation,
  { bare, doubt }: { readonly bare: HttpRequest; readonly doubt: string | undefined },
): Promise<void> {
  for (const way of ways) {
    if (!context.selects(way.name, operation.id)) continue;
    const subject = { check: `${guarantee}/${way.name}`, operation: operation.id };
    const detours = way.detours(operation, bare);
    if (doubt !== undefined) context.report({ ...subject, verdict: "inconclusive", message: doubt });
    // What a write would do there could not be undone.
    else if (detours.length === 0) {
      context.report({ ...subject, verdict: "skipped", message: "it is tried with operations that only read" });
    } else {
      await attempt(context, subject, () => judgeDetour(context, way, { operation, check: subject.check }, detours));
    }
  }
}

async function judgeDetour(
  context: CheckContext,
  { what, rule }: Way,
  { operation, check }: { readonly operation: Operation; readonly check: string },
  detours: readonly Detour[],
): Promise<void> {
  const subject = { check, operation: operation.id };
  const refused: string[] = [];
  for (const { label, request, control } of detours) {
    // Not sent as the operation: what answers there need not be what its contract describes.
    const exchange = await context.send(request, undefined);
    const { status } = exchange.response;
    if (!answersAs(operation, exchange)) {
      refused.push(label);
      continue;
    }
    if (answersAs(operation, await context.send(control, undefined))) continue;
    const message = `${subject.operation} must not answer a request without credentials with success whatever its form (${rule}), and answered ${status} to ${what}: ${label}.`;
    return context.report({ ...subject, verdict: "fail", message, evidence: redactExchange(exchange) });
  }
  if (refused.length === 0) {
    const message = "the service answers what leads nowhere with success as well, so that nothing can be told apart";
    return context.report({ ...subject, verdict: "skipped", message });
  }
  const message = `${subject.operation} is closed to who has no credentials, also by ${what} (${rule}): ${refused.join("; ")}.`;
  context.report({ ...subject, verdict: "pass", message });
}

/** Spellings that a router takes for the same path, and a guard in front of it for another. */
function spellings(request: HttpRequest): readonly Detour[] {
  const changes: Readonly<Record<string, (path: string) => string>> = {
    "a slash at the end": (path) => `${path}/`,
    "a doubled slash at the beginning": (path) => `/${path}`,
    "a doubled slash at the end": (path) => path.replace(/(.)\/([^/]*)$/, "$1//$2"),
    "upper case": (path) => path.replace(/[a-z]+/, (word) => word.toUpperCase()),
    "an encoded letter": (path) =>
      path.replace(/[a-z](?=[^/]*$)/i, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
    "an encoded slash": (path) => path.replace(/(.)\/([^/]*)$/, "$1%2F$2"),
    "a path parameter": (path) => `${path};tercet=1`,
    "up and down again": (path) => path.replace(/\/([^/]*)$/, "/tercet/..;/$1"),
    "an extension": (path) => `${path}.json`,
  };
  const own = new URL(request.url).pathname;
  return Object.entries(changes)
    .filter(([, change]) => change(own) !== own)
    .map(([label, change]) => ({
      label,
      request: withPath(request, change),
      control: withPath(request, (path) => change(elsewhere(path))),
    }));
}

function overrides(request: HttpRequest): readonly Detour[] {
  const { method } = request;
  const headers = { "x-http-method-override": method, "x-http-method": method, "x-method-override": method };
  const carriers = ["GET", "POST"].filter((carrier) => carrier !== method);
  return carriers.flatMap((carrier) => {
    const control = { ...request, method: carrier };
    const url = `${request.url}${request.url.includes("?") ? "&" : "?"}_method=${method}`;
    return [
      {
        label: `${carrier} and X-HTTP-Method-Override`,
        request: { ...control, headers: { ...request.headers, ...headers } },
        control,
      },
      { label: `${carrier} and _method`, request: { ...control, url }, control },
    ];
  });
}

function withPath(request: HttpRequest, change: (path: string) => string): HttpRequest {
  const { origin, pathname, search } = new URL(request.url);
  return { ...request, url: `${origin}${change(pathname)}${search}` };
}

/** A path beside that nobody has heard of. */
function elsewhere(path: string): string {
  return `${path.replace(/\/[^/]*$/, "")}/tercet-${randomBytes(4).toString("hex")}`;
}

/** True for a success in a media type of the operation's: a page for people, shown at any path, is no answer of it. */
function answersAs({ responses }: Operation, { response }: Exchange): boolean {
  if (response.status >= 300) return false;
  const essence = (mediaType: string) => mediaType.split(";")[0]?.trim().toLowerCase();
  const declared = [...responses]
    .filter(([status]) => status.startsWith("2"))
    .flatMap(([, { content }]) => [...content.keys()]);
  const type = response.headers["content-type"];
  return type === undefined || declared.length === 0 || declared.map(essence).includes(essence(String(type)));
}
