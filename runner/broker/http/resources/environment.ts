import type { KnownEnvironment } from "../../record/environments.ts";
import { environmentId } from "../identifiers.ts";
import type { Urls } from "../urls.ts";

/** An environment as stock clients read it. */
export function environmentResource(
  { environment, displayName, production, at }: KnownEnvironment,
  urls: Urls,
): object {
  const uuid = environmentId(environment);
  const title = displayName ?? environment;
  return {
    uuid,
    name: environment,
    displayName: title,
    production,
    updatedAt: at,
    _links: {
      self: { href: urls.environment(uuid), title: "Environment", name: environment },
      "pb:environments": { href: urls.environments(), title: "Environments" },
      "pb:currently-deployed-deployed-versions": {
        href: urls.currentlyDeployed(uuid),
        title: `Versions currently deployed to ${title}`,
      },
      "pb:currently-supported-released-versions": {
        href: urls.currentlySupported(uuid),
        title: `Versions released and supported in ${title}`,
      },
    },
  };
}
