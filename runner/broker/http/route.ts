import type { StaticPolicy } from "../../../contracts/index.ts";
import type { Clock } from "../record/clock.ts";
import type { FactStore } from "../store/fact-store.ts";
import type { Role } from "./access.ts";
import { notFound, Problem } from "./problem.ts";
import type { Urls } from "./urls.ts";

/** What handlers work with. */
export interface BrokerMeans {
  readonly store: FactStore;
  readonly clock: Clock;
  readonly policy: StaticPolicy;
  /** Environments of the configuration. */
  readonly configured: readonly string[];
}

/** One request, authenticated and parsed. */
export interface Call extends BrokerMeans {
  /** The parts of the path that its pattern names, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON body; undefined where there was none. */
  readonly body: unknown;
  readonly urls: Urls;
}

/** The answer to a call; without a status it is 200. */
export interface Reply {
  readonly status?: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: `application/hal+json`. */
  readonly contentType?: string;
}

/** One route: `/pacticipants/:pacticipant/versions/:version`. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH";
  readonly path: string;
  readonly role: Role;
  handle(call: Call): Promise<Reply>;
}

/** A route that fits a request, and what its path says. */
export interface Found {
  readonly route: Route;
  readonly path: Readonly<Record<string, string>>;
}

/** Finds routes by method and path; a literal part goes before a named one. Throws `Problem` 404, 405, or 400. */
export function createRouter(routes: readonly Route[]): (method: string, pathname: string) => Found {
  const known = routes.map((route) => ({ route, parts: route.path.split("/").slice(1) }));
  return (method, pathname) => {
    const segments = pathname
      .replace(/(?<=.)\/$/, "")
      .split("/")
      .slice(1);
    const fitting = known
      .filter(
        ({ parts }) => parts.length === segments.length && parts.every((part, index) => fits(part, segments[index])),
      )
      .toSorted((left, right) => literals(right.parts) - literals(left.parts));
    if (fitting.length === 0) throw notFound(`resource at ${pathname}`);
    const found = fitting.find(({ route }) => route.method === method);
    if (found === undefined) {
      const allow = [...new Set(fitting.map(({ route }) => route.method))].join(", ");
      throw new Problem(405, "Method not allowed", `This resource knows only ${allow}.`, { headers: { allow } });
    }
    return { route: found.route, path: readPath(found.parts, segments) };
  };
}

function fits(part: string, segment = ""): boolean {
  return part.startsWith(":") ? segment !== "" : part === segment;
}

function literals(parts: readonly string[]): number {
  return parts.filter((part) => !part.startsWith(":")).length;
}

function readPath(parts: readonly string[], segments: readonly string[]): Record<string, string> {
  try {
    return Object.fromEntries(
      parts.flatMap((part, index) =>
        part.startsWith(":") ? [[part.slice(1), decodeURIComponent(segments[index] ?? "")]] : [],
      ),
    );
  } catch (cause) {
    throw new Problem(400, "Malformed path", "The path is not percent-encoded UTF-8.", { cause });
  }
}
