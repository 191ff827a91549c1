import { z } from "zod";
import type { ServiceVersion } from "../../../../contracts/index.ts";
import { loadCatalogue, type PublishedVersion } from "../../ask/catalogue.ts";
import { knownEnvironments } from "../../record/environments.ts";
import { draftVersion, publish, type VersionDetails } from "../../record/publication.ts";
import { validBody } from "../body.ts";
import { environmentId } from "../identifiers.ts";
import { notFound } from "../problem.ts";
import { pacticipantLink } from "../resources/links.ts";
import type { Call, Reply, Route } from "../route.ts";

const versionSchema = z.object({
  branch: z.string().nullish(),
  buildUrl: z.string().nullish(),
  tags: z.array(z.object({ name: z.string() })).nullish(),
});

const version = "/pacticipants/:pacticipant/versions/:version";
const branchVersion = "/pacticipants/:pacticipant/branches/:branch/versions/:version";

/** Versions of services, their tags and branches. */
export const versionRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/pacticipants/:pacticipant/versions",
    role: "read",
    handle: async (call) => {
      const { versionsOf } = await loadCatalogue(call.store);
      const versions = versionsOf(call.path.pacticipant ?? "").toReversed();
      return {
        body: {
          _embedded: { versions: versions.map((one) => ({ number: one.version, ...said(call, one) })) },
          _links: { self: { href: `${call.urls.pacticipant(call.path.pacticipant ?? "")}/versions` } },
        },
      };
    },
  },
  { method: "GET", path: version, role: "read", handle: (call) => find(call, subjectOf(call)) },
  ...(["PUT", "PATCH"] as const).map(
    (method): Route => ({
      method,
      path: version,
      role: "write",
      handle: async (call) => {
        const { branch, buildUrl, tags } = validBody(versionSchema, call.body);
        return add(call, {
          ...(branch == null ? {} : { branch }),
          ...(buildUrl == null ? {} : { buildUrl }),
          ...(tags == null ? {} : { tags: tags.map(({ name }) => name) }),
        });
      },
    }),
  ),
  {
    method: "PUT",
    path: `${version}/tags/:tag`,
    role: "write",
    handle: async (call) => {
      const { tag = "" } = call.path;
      await add(call, { tags: [tag] });
      return { status: 201, body: { name: tag, _links: { self: { href: call.urls.tag(subjectOf(call), tag) } } } };
    },
  },
  {
    method: "PUT",
    path: branchVersion,
    role: "write",
    handle: async (call) => {
      const { branch = "" } = call.path;
      await add(call, { branch });
      return {
        status: 201,
        body: { _links: { self: { href: call.urls.branchVersion(subjectOf(call), branch), name: branch } } },
      };
    },
  },
  {
    method: "GET",
    path: `${version}/tags/:tag`,
    role: "read",
    handle: async (call) => {
      const { tag = "" } = call.path;
      const known = (await loadCatalogue(call.store)).find(subjectOf(call));
      if (known === undefined || !known.tags.includes(tag)) throw notFound(`tag ${tag} of this version`);
      return { body: { name: tag, _links: { self: { href: call.urls.tag(known, tag) } } } };
    },
  },
  latestVersion("/pacticipants/:pacticipant/latest-version", () => true),
  latestVersion("/pacticipants/:pacticipant/latest-version/:tag", ({ tags }, { tag = "" }) => tags.includes(tag)),
  latestVersion("/pacticipants/:pacticipant/branches/:branch/latest-version", ({ branches }, { branch = "" }) =>
    branches.includes(branch),
  ),
];

function latestVersion(path: string, fits: (version: PublishedVersion, path: Call["path"]) => boolean): Route {
  return {
    method: "GET",
    path,
    role: "read",
    handle: async (call) => {
      const { versionsOf } = await loadCatalogue(call.store);
      const found = versionsOf(call.path.pacticipant ?? "").findLast((one) => fits(one, call.path));
      if (found === undefined) throw notFound("such version");
      return find(call, found);
    },
  };
}

async function add(call: Call, details: VersionDetails): Promise<Reply> {
  await publish(call.store, [draftVersion(subjectOf(call))], details, call.clock);
  return find(call, subjectOf(call));
}

/** A version as stock clients read it, with the links by which a deployment or release is recorded. */
async function find({ store, urls }: Call, { service, version }: ServiceVersion): Promise<Reply> {
  const catalogue = await loadCatalogue(store);
  const known = catalogue.find({ service, version });
  if (known === undefined) throw notFound(`version ${version} of ${service}`);
  const environments = [...(await knownEnvironments(store)).keys()].map((name) => ({ name, id: environmentId(name) }));
  const self = { href: urls.version(known), title: "Version", name: version };
  return {
    body: {
      number: version,
      createdAt: known.since,
      ...said({ urls }, known),
      _links: {
        self,
        "pb:pacticipant": pacticipantLink(urls, service),
        "pb:pact-versions": catalogue.pactsOf(known).map(({ provider }) => ({
          href: urls.pact(provider, service, version),
          title: "Pact",
          name: `Pact between ${service} (${version}) and ${provider}`,
        })),
        "pb:record-deployment": environments.map(({ name, id }) => ({
          href: urls.recordDeployment(known, id),
          title: `Record deployment to ${name}`,
          name,
        })),
        "pb:record-release": environments.map(({ name, id }) => ({
          href: urls.recordRelease(known, id),
          title: `Record release to ${name}`,
          name,
        })),
      },
    },
  };
}

function said({ urls }: Pick<Call, "urls">, known: PublishedVersion): object {
  return {
    ...(known.buildUrl === undefined ? {} : { buildUrl: known.buildUrl }),
    _embedded: {
      branchVersions: known.branches.map((name) => ({
        name,
        _links: { self: { href: urls.branchVersion(known, name), name } },
      })),
      tags: known.tags.map((name) => ({ name, _links: { self: { href: urls.tag(known, name), name } } })),
    },
  };
}

function subjectOf({ path }: Call): ServiceVersion {
  return { service: path.pacticipant ?? "", version: path.version ?? "" };
}
