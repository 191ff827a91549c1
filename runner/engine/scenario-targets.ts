import { TercetError } from "../../contracts/index.ts";
import type { Target } from "../../suites/index.ts";
import type { Config } from "../config/config.ts";
import type { Environment } from "../environments/environment.ts";
import { targetOf } from "../environments/resolve.ts";

/**
 * The targets that scenarios need, by service name: all services of the environment, so that what earlier runs left in
 * any of them can be cleaned. With a location, only its instances of each service. Throws `TercetError` (`usage`) for a
 * location that no service has.
 */
export async function scenarioTargets(
  config: Config,
  environment: Environment,
  location?: string,
): Promise<ReadonlyMap<string, Target>> {
  const services = Object.entries(environment.services);
  const known = new Set(services.flatMap(([, service]) => Object.keys(service.locations ?? {})));
  if (location !== undefined && !known.has(location)) {
    throw new TercetError(
      "usage",
      `The environment "${environment.name}" has no location "${location}"; it has: ${[...known].join(", ") || "none"}.`,
    );
  }
  const targets = services.map(async ([name, { locations }]): Promise<[string, Target]> => {
    const target = await targetOf(config, environment, name);
    const urls = location === undefined ? undefined : locations?.[location]?.map((url) => url.replace(/\/+$/, ""));
    return [name, urls === undefined ? target : { ...target, urls }];
  });
  return new Map(await Promise.all(targets));
}
