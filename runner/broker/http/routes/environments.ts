import { z } from "zod";
import { declareEnvironment, type KnownEnvironment, knownEnvironments } from "../../record/environments.ts";
import { validBody } from "../body.ts";
import { environmentId } from "../identifiers.ts";
import { notFound, Problem } from "../problem.ts";
import { environmentResource } from "../resources/environment.ts";
import type { Call, Route } from "../route.ts";

const environmentSchema = z.object({
  name: z.string(),
  displayName: z.string().nullish(),
  production: z.boolean().default(false),
});

/** Environments. */
export const environmentRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/environments",
    role: "read",
    handle: async ({ store, urls }) => {
      const environments = [...(await knownEnvironments(store)).values()];
      return {
        body: {
          _embedded: { environments: environments.map((one) => environmentResource(one, urls)) },
          _links: {
            self: { href: urls.environments(), title: "Environments" },
            "pb:environments": environments.map(({ environment }) => ({
              href: urls.environment(environmentId(environment)),
              title: "Environment",
              name: environment,
            })),
          },
        },
      };
    },
  },
  {
    method: "POST",
    path: "/environments",
    role: "write",
    handle: async (call) => {
      const { name: environment, displayName, production } = validBody(environmentSchema, call.body);
      if ((await knownEnvironments(call.store)).has(environment)) {
        throw new Problem(400, "Cannot be used", `The environment ${environment} is there already.`);
      }
      const declared = { environment, production, ...(displayName == null ? {} : { displayName }) };
      await declareEnvironment(call.store, declared, call.clock);
      const resource = environmentResource({ ...declared, at: call.clock() }, call.urls);
      return { status: 201, headers: { location: call.urls.environment(environmentId(environment)) }, body: resource };
    },
  },
  {
    method: "GET",
    path: "/environments/:uuid",
    role: "read",
    handle: async (call) => ({ body: environmentResource(await environmentOf(call), call.urls) }),
  },
  {
    method: "PUT",
    path: "/environments/:uuid",
    role: "write",
    handle: async (call) => {
      const known = await environmentOf(call);
      const { displayName, production } = validBody(environmentSchema.partial(), call.body);
      const declared = {
        ...known,
        production: production ?? known.production,
        ...(displayName == null ? {} : { displayName }),
      };
      const { at: _, ...said } = declared;
      await declareEnvironment(call.store, said, call.clock);
      return { body: environmentResource(declared, call.urls) };
    },
  },
];

/** The environment that a path's `:uuid` names. Throws `Problem` 404. */
export async function environmentOf({ store, path }: Call): Promise<KnownEnvironment> {
  const found = [...(await knownEnvironments(store)).values()].find(
    ({ environment }) => environmentId(environment) === path.uuid,
  );
  if (found === undefined) throw notFound(`environment ${path.uuid}`);
  return found;
}
