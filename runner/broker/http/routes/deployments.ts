import { z } from "zod";
import type { ServiceVersion } from "../../../../contracts/index.ts";
import { loadCatalogue } from "../../ask/catalogue.ts";
import { type KnownEnvironment, knownEnvironments } from "../../record/environments.ts";
import {
  occupantsNow,
  recordDeployment,
  recordRelease,
  recordSupportEnd,
  recordUndeployment,
} from "../../record/occupancy.ts";
import { validBody } from "../body.ts";
import { uuidOf } from "../identifiers.ts";
import { notFound } from "../problem.ts";
import { environmentResource } from "../resources/environment.ts";
import type { Call, Reply, Route } from "../route.ts";
import { environmentOf } from "./environments.ts";

/** One version as one application instance, or released. */
interface Stay extends ServiceVersion {
  readonly environment: KnownEnvironment;
  readonly how: "deployed" | "released";
  /** Empty: the only one. */
  readonly instance: string;
  readonly since: string;
}

const deploymentSchema = z.object({ applicationInstance: z.string().nullish(), target: z.string().nullish() });
const undeploymentSchema = z.object({ currentlyDeployed: z.boolean().optional() });
const supportSchema = z.object({ currentlySupported: z.boolean().optional() });
const ofVersion = "/pacticipants/:pacticipant/versions/:version";

/** What is deployed and released where. */
export const deploymentRoutes: readonly Route[] = [
  {
    method: "POST",
    path: `${ofVersion}/deployed-versions/environment/:uuid`,
    role: "write",
    handle: async (call) => {
      const { applicationInstance, target } = validBody(deploymentSchema, call.body);
      const instance = applicationInstance ?? target ?? "";
      const { environment, subject } = await record(call);
      const place = { environment: environment.environment, ...(instance === "" ? {} : { instance }) };
      const since = await recordDeployment(call.store, subject, place, call.clock);
      return created(call, { ...subject, environment, how: "deployed", instance, since });
    },
  },
  {
    method: "POST",
    path: `${ofVersion}/released-versions/environment/:uuid`,
    role: "write",
    handle: async (call) => {
      const { environment, subject } = await record(call);
      await recordRelease(call.store, subject, environment.environment, call.clock);
      const there = await stays(call, environment, "released");
      const stay = there.find(({ service, version }) => service === subject.service && version === subject.version);
      if (stay === undefined) throw notFound("release");
      return created(call, stay);
    },
  },
  listOf("/environments/:uuid/deployed-versions/currently-deployed", "deployed", "deployedVersions"),
  listOf("/environments/:uuid/released-versions/currently-supported", "released", "releasedVersions"),
  {
    method: "GET",
    path: "/deployed-versions/:id",
    role: "read",
    handle: async (call) => ({ body: resource(call, await stayOf(call, "deployed")) }),
  },
  {
    method: "GET",
    path: "/released-versions/:id",
    role: "read",
    handle: async (call) => ({ body: resource(call, await stayOf(call, "released")) }),
  },
  {
    method: "PATCH",
    path: "/deployed-versions/:id",
    role: "write",
    handle: async (call) => {
      const stay = await stayOf(call, "deployed");
      if (validBody(undeploymentSchema, call.body).currentlyDeployed !== false) return { body: resource(call, stay) };
      const { service, version, instance } = stay;
      const place = { environment: stay.environment.environment, ...(instance === "" ? {} : { instance }) };
      await recordUndeployment(call.store, { service, version }, place, call.clock);
      return { body: resource(call, stay, false) };
    },
  },
  {
    method: "PATCH",
    path: "/released-versions/:id",
    role: "write",
    handle: async (call) => {
      const stay = await stayOf(call, "released");
      if (validBody(supportSchema, call.body).currentlySupported !== false) return { body: resource(call, stay) };
      const { service, version, environment } = stay;
      await recordSupportEnd(call.store, { service, version }, environment.environment, call.clock);
      return { body: resource(call, stay, false) };
    },
  },
];

/** What the paths of both kinds of record name. Throws `Problem` 404 for a version that was never published. */
async function record(call: Call): Promise<{ environment: KnownEnvironment; subject: ServiceVersion }> {
  const environment = await environmentOf(call);
  const subject = { service: call.path.pacticipant ?? "", version: call.path.version ?? "" };
  if ((await loadCatalogue(call.store)).find(subject) !== undefined) return { environment, subject };
  throw notFound(`version ${subject.version} of ${subject.service}`);
}

function listOf(path: string, how: Stay["how"], name: string): Route {
  return {
    method: "GET",
    path,
    role: "read",
    handle: async (call) => {
      const environment = await environmentOf(call);
      const [service, version] = [call.query.get("pacticipant"), call.query.get("version")];
      const there = (await stays(call, environment, how)).filter(
        (stay) => (service === null || stay.service === service) && (version === null || stay.version === version),
      );
      const self = { href: call.urls.template(path.replace(":uuid", call.path.uuid ?? "")) };
      return { body: { _embedded: { [name]: there.map((stay) => resource(call, stay)) }, _links: { self } } };
    },
  };
}

async function stays({ store }: Call, environment: KnownEnvironment, how: Stay["how"]): Promise<readonly Stay[]> {
  const occupants = await occupantsNow(store, environment.environment);
  return occupants.flatMap(({ service, version, presence }): Stay[] => {
    if (presence.how === "chosen" || presence.how !== how) return [];
    const instances = presence.how === "deployed" ? presence.instances : [""];
    return instances.map((instance) => ({ service, version, environment, how, instance, since: presence.since }));
  });
}

/** The stay that a path's `:id` names; one that is over is not found any more. */
async function stayOf(call: Call, how: Stay["how"]): Promise<Stay> {
  for (const environment of (await knownEnvironments(call.store)).values()) {
    const found = (await stays(call, environment, how)).find((stay) => idOf(stay) === call.path.id);
    if (found !== undefined) return found;
  }
  throw notFound(`version ${how} now with this id`);
}

function created(call: Call, stay: Stay): Reply {
  return { status: 201, headers: { location: urlOf(call, stay) }, body: resource(call, stay) };
}

function resource(call: Call, stay: Stay, now = true): object {
  const { service, version, environment, how, instance, since } = stay;
  const named = instance === "" ? null : instance;
  const state =
    how === "deployed"
      ? { currentlyDeployed: now, applicationInstance: named, target: named }
      : { currentlySupported: now };
  return {
    uuid: idOf(stay),
    ...state,
    createdAt: since,
    _embedded: {
      pacticipant: { name: service, _links: { self: { href: call.urls.pacticipant(service) } } },
      version: { number: version, _links: { self: { href: call.urls.version(stay) } } },
      environment: environmentResource(environment, call.urls),
    },
    _links: { self: { href: urlOf(call, stay) } },
  };
}

function urlOf({ urls }: Call, stay: Stay): string {
  return stay.how === "deployed" ? urls.deployedVersion(idOf(stay)) : urls.releasedVersion(idOf(stay));
}

function idOf({ how, environment, service, version, instance }: Stay): string {
  return uuidOf(how, environment.environment, service, version, instance);
}
