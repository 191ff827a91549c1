import { z } from "zod";
import { type Catalogue, loadCatalogue } from "../../ask/catalogue.ts";
import { validBody } from "../body.ts";
import { notFound } from "../problem.ts";
import { pacticipantLink } from "../resources/links.ts";
import type { Call, Reply, Route } from "../route.ts";

const pacticipantSchema = z.object({ name: z.string().optional(), mainBranch: z.string().nullish() });
const newPacticipantSchema = pacticipantSchema.required({ name: true });

/** Services, which the Pact Broker calls pacticipants. */
export const pacticipantRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/pacticipants",
    role: "read",
    handle: async ({ store, urls }) => {
      const { services, mainBranchOf } = await loadCatalogue(store);
      const pacticipants = services.map((name) => ({
        name,
        displayName: name,
        ...mainBranch(mainBranchOf(name)),
        _links: { self: pacticipantLink(urls, name) },
      }));
      return {
        body: {
          pacticipants,
          _embedded: { pacticipants },
          _links: {
            self: { href: urls.template("/pacticipants") },
            "pb:pacticipants": services.map((name) => pacticipantLink(urls, name)),
          },
        },
      };
    },
  },
  {
    method: "POST",
    path: "/pacticipants",
    role: "write",
    handle: async (call) => {
      const { name, mainBranch: branch } = validBody(newPacticipantSchema, call.body);
      return { ...(await describe(call, name, branch)), status: 201 };
    },
  },
  {
    method: "GET",
    path: "/pacticipants/:pacticipant",
    role: "read",
    handle: async (call) => {
      const catalogue = await loadCatalogue(call.store);
      const { pacticipant = "" } = call.path;
      if (!catalogue.services.includes(pacticipant)) throw notFound(`service ${pacticipant}`);
      return { body: resource(call, pacticipant, catalogue) };
    },
  },
  ...(["PUT", "PATCH"] as const).map(
    (method): Route => ({
      method,
      path: "/pacticipants/:pacticipant",
      role: "write",
      handle: async (call) => {
        const { mainBranch: branch } = validBody(pacticipantSchema, call.body);
        return describe(call, call.path.pacticipant ?? "", branch);
      },
    }),
  ),
];

/** Says what is new of a service, and answers what is known. */
async function describe(call: Call, service: string, branch: string | null | undefined): Promise<Reply> {
  const catalogue = await loadCatalogue(call.store);
  const known = catalogue.services.includes(service) && (branch == null || catalogue.mainBranchOf(service) === branch);
  if (!known) {
    await call.store.append([{ fact: "service", service, ...mainBranch(branch ?? undefined), at: call.clock() }]);
  }
  return { body: resource(call, service, known ? catalogue : await loadCatalogue(call.store)) };
}

function resource({ urls }: Call, name: string, { mainBranchOf, versionsOf }: Catalogue): object {
  const self = urls.pacticipant(name);
  const latest = versionsOf(name).at(-1);
  return {
    name,
    displayName: name,
    ...mainBranch(mainBranchOf(name)),
    _embedded:
      latest === undefined
        ? {}
        : { latestVersion: { number: latest.version, _links: { self: { href: urls.version(latest) } } } },
    _links: {
      self: { href: self },
      "pb:versions": { href: `${self}/versions` },
      "pb:version": { href: `${self}/versions/{version}`, title: "A version", templated: true },
      "pb:version-tag": { href: `${self}/versions/{version}/tags/{tag}`, title: "A tag of a version", templated: true },
      "pb:branch-version": {
        href: `${self}/branches/{branch}/versions/{version}`,
        title: "A version of a branch",
        templated: true,
      },
    },
  };
}

function mainBranch(branch: string | undefined) {
  return branch === undefined ? {} : { mainBranch: branch };
}
