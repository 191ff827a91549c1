import type { JsonObject } from "../../../contracts/index.ts";
import { twoMajors } from "./arrangements/two-majors.ts";
import { parcelsDocument } from "./contract.ts";
import type { Fault } from "./fault.ts";
import { type Answer, json, problem, Refusal, type Request } from "./messages.ts";
import type { Change } from "./provider.ts";

const guarantee = "versioned-endpoints";
const fault = (name: string, caughtBy: Fault["caughtBy"], change: Change, more: Partial<Fault> = {}): Fault => ({
  name,
  guarantee,
  caughtBy,
  change,
  ...more,
});

/** Takes some requests for such with another path. */
const routing =
  (pathOf: (request: Request) => string): Change =>
  (parts) => ({ handle: (request, all) => parts.handle({ ...request, path: pathOf(request) }, all) });

/** Answers what is asked of the other major version in its own way. */
const answeringNext =
  (answer: (request: Request) => Answer): Change =>
  (parts) => ({
    handle: async (request, all) => (request.path.startsWith("/v2/") ? answer(request) : parts.handle(request, all)),
  });

const versionsOf = (from: string, to: string): JsonObject =>
  JSON.parse(JSON.stringify(parcelsDocument).replaceAll(from, to)) as JsonObject;

/** Providers that cannot be upgraded without breaking somebody. */
export const versionFaults: readonly Fault[] = [
  fault(
    "serves-everything-without-a-version-too",
    ["unversioned-path"],
    routing(({ path }) => path.replace(/^\/(parcels|depots)/, "/v1/$1")),
  ),
  fault(
    "serves-one-creation-without-a-version",
    ["unversioned-path"],
    routing(({ method, path }) => (method === "POST" && path === "/parcels" ? "/v1/parcels" : path)),
  ),
  fault(
    "deletes-without-a-version",
    ["unversioned-path"],
    routing(({ method, path }) => (method === "DELETE" ? path.replace(/^\/depots/, "/v1/depots") : path)),
  ),
  fault(
    "forgets-the-version-of-depots",
    ["path-version"],
    routing(({ path }) =>
      path.replace(/^(?:\/v1)?\/depots/, (start) => (start === "/depots" ? "/v1/depots" : "/depots")),
    ),
    { document: versionsOf("/v1/depots/", "/depots/") },
  ),
  fault("stays-with-version-1-in-its-second-contract", ["path-version"], () => ({}), {
    document: { ...parcelsDocument, info: { title: "Parcels", version: "2.3.0" } },
  }),
  fault(
    "does-not-answer-the-other-major-version",
    ["side-by-side"],
    answeringNext(() => problem(new Refusal(404, "not-found"))),
    { arrangement: twoMajors },
  ),
  fault(
    "has-retired-the-other-major-version",
    ["side-by-side"],
    answeringNext(() => problem(new Refusal(410, "gone"))),
    { arrangement: twoMajors },
  ),
  fault(
    "answers-the-other-major-version-in-its-own-words",
    ["side-by-side"],
    answeringNext(() => json(200, { items: [] })),
    { arrangement: twoMajors },
  ),
  fault(
    "redirects-from-one-major-version-to-the-other",
    ["side-by-side"],
    answeringNext(({ path }) => ({ status: 308, headers: { location: path.replace("/v2/", "/v1/") } })),
    { arrangement: twoMajors },
  ),
];
