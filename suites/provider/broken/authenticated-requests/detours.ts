import type { Fault } from "../fault.ts";
import type { Request } from "../messages.ts";
import type { Change } from "../provider.ts";
import { letsIn } from "./let-in.ts";

const fault = (name: string, caughtBy: Fault["caughtBy"], change: Change): Fault => ({
  name,
  guarantee: "authenticated-requests",
  caughtBy,
  change,
});

/** The guard looks at the request as it was sent, and the router at what it takes it for: nobody asks who that is from. */
const routes =
  (take: (request: Request) => Request): Change =>
  (parts) => ({
    handle(request, all) {
      const taken = take(request);
      const isGuarded = taken.path === request.path && taken.method === request.method;
      return parts.handle(taken, isGuarded ? all : { ...all, ...letsIn(() => true)(all) });
    },
  });

const spelled = (normal: (path: string) => string) => routes((request) => ({ ...request, path: normal(request.path) }));

/** Providers whose guard and router do not agree on what was asked for. */
export const detourFaults: readonly Fault[] = [
  fault(
    "passes-over-a-slash-at-the-end",
    ["path-detour"],
    spelled((path) => path.replace(/(.)\/$/, "$1")),
  ),
  fault(
    "passes-over-doubled-slashes",
    ["path-detour"],
    spelled((path) => path.replaceAll(/\/{2,}/g, "/")),
  ),
  fault(
    "passes-over-the-case-of-a-path",
    ["path-detour"],
    spelled((path) => path.replace(/^\/V1\//, "/v1/")),
  ),
  fault(
    "decodes-a-path-after-the-guard",
    ["path-detour"],
    spelled((path) => path.replace("%70arcels", "parcels")),
  ),
  fault(
    "passes-over-path-parameters",
    ["path-detour"],
    spelled((path) => path.replaceAll(/;[^/]*/g, "")),
  ),
  fault(
    "answers-head-to-everybody",
    ["head-request"],
    routes((request) => (request.method === "HEAD" ? { ...request, method: "GET" } : request)),
  ),
  fault(
    "believes-a-header-about-the-method",
    ["method-override"],
    routes((request) => ({ ...request, method: String(request.headers["x-http-method-override"] ?? request.method) })),
  ),
];
