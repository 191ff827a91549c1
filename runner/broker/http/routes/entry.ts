import type { Route } from "../route.ts";
import type { Link } from "../urls.ts";

/** Relations of the Pact Broker by their path, as a URI template (RFC 6570); stock clients find everything from here. */
const relations: Readonly<Record<string, readonly [path: string, title: string]>> = {
  "pb:publish-contracts": ["/contracts/publish", "Publish contracts"],
  "pb:publish-pact": [
    "/pacts/provider/{provider}/consumer/{consumer}/version/{consumerApplicationVersion}",
    "Publish a pact",
  ],
  "pb:latest-pact-versions": ["/pacts/latest", "The latest pact of every pair"],
  "pb:provider-pacts-for-verification": ["/pacts/provider/{provider}/for-verification", "Pacts to be verified"],
  "beta:provider-pacts-for-verification": ["/pacts/provider/{provider}/for-verification", "Pacts to be verified"],
  "pb:latest-provider-pacts": ["/pacts/provider/{provider}/latest", "Latest pacts of a provider"],
  "pb:latest-provider-pacts-with-tag": ["/pacts/provider/{provider}/latest/{tag}", "Latest pacts with a tag"],
  "pb:provider-pacts": ["/pacts/provider/{provider}", "All pacts of a provider"],
  "pb:pacticipants": ["/pacticipants", "Services"],
  "pb:pacticipant": ["/pacticipants/{pacticipant}", "A service"],
  "pb:pacticipant-version": ["/pacticipants/{pacticipant}/versions/{version}", "A version of a service"],
  "pb:pacticipant-version-tag": [
    "/pacticipants/{pacticipant}/versions/{version}/tags/{tag}",
    "A tag of a version of a service",
  ],
  "pb:pacticipant-branch-version": [
    "/pacticipants/{pacticipant}/branches/{branch}/versions/{version}",
    "A version of a branch of a service",
  ],
  "pb:environments": ["/environments", "Environments"],
  "pb:environment": ["/environments/{uuid}", "An environment"],
  "pb:can-i-deploy-pacticipant-version-to-environment": [
    "/can-i-deploy?pacticipant={pacticipant}&version={version}&environment={environment}",
    "Whether a version can be deployed to an environment",
  ],
  "pb:can-i-deploy-pacticipant-version-to-tag": [
    "/can-i-deploy?pacticipant={pacticipant}&version={version}&to={tag}",
    "Whether a version can be deployed beside the versions with a tag",
  ],
};

/** `/`: where clients begin. */
export const entryRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/",
    role: "read",
    handle: async ({ urls }) => {
      const links = Object.entries(relations).map(([relation, [path, title]]): [string, Link] => [
        relation,
        { href: urls.template(path), title, templated: path.includes("{") },
      ]);
      const self: Link = { href: urls.base, title: "Index", templated: false };
      return { body: { _links: { self, ...Object.fromEntries(links) } } };
    },
  },
];
