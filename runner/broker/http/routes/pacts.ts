import type { FactOf } from "../../../../contracts/index.ts";
import { type Catalogue, loadCatalogue } from "../../ask/catalogue.ts";
import { openContents } from "../../ask/contents.ts";
import { notFound } from "../problem.ts";
import { pacticipantLink } from "../resources/links.ts";
import { pactResource } from "../resources/pact.ts";
import type { Call, Reply, Route } from "../route.ts";

type PactFact = FactOf<"pact">;

const pair = "/pacts/provider/:provider/consumer/:consumer";

/** Pacts, by version, by content, and the latest ones. */
export const pactRoutes: readonly Route[] = [
  read(`${pair}/version/:version`, (call, facts) =>
    one(
      call,
      facts.findLast(({ consumerVersion }) => consumerVersion === call.path.version),
    ),
  ),
  read(`${pair}/pact-version/:digest`, (call, _, { pactOfContent }) => {
    const { provider = "", consumer = "", digest = "" } = call.path;
    return one(call, pactOfContent(provider, consumer, digest));
  }),
  read(`${pair}/latest`, (call, facts) => one(call, facts.at(-1))),
  read(`${pair}/latest/:tag`, (call, facts, catalogue) =>
    one(
      call,
      facts.findLast((fact) => tagsOf(fact, catalogue).includes(call.path.tag ?? "")),
    ),
  ),
  read("/pacts/provider/:provider", async (call, facts) => list(call, facts)),
  read("/pacts/provider/:provider/latest", async (call, facts) => list(call, latest(facts))),
  read("/pacts/provider/:provider/latest/:tag", async (call, facts, catalogue) =>
    list(call, latest(facts.filter((fact) => tagsOf(fact, catalogue).includes(call.path.tag ?? "")))),
  ),
  {
    method: "GET",
    path: "/pacts/latest",
    role: "read",
    handle: async ({ store, urls }) => {
      const catalogue = await loadCatalogue(store);
      const pacts = catalogue.services.flatMap((provider) => latest(catalogue.pactsWith(provider)));
      return {
        body: {
          _links: { self: { href: urls.template("/pacts/latest"), title: "Latest pacts" } },
          pacts: pacts.map(({ consumer, provider, consumerVersion, at }) => ({
            createdAt: at,
            _links: { self: [{ href: urls.pact(provider, consumer, consumerVersion) }] },
            _embedded: {
              consumer: { name: consumer, _embedded: { version: { number: consumerVersion } } },
              provider: { name: provider },
            },
          })),
        },
      };
    },
  },
];

/** A route that reads the pacts of a provider, of one consumer where the path names it. */
function read(
  path: string,
  handle: (call: Call, facts: readonly PactFact[], catalogue: Catalogue) => Promise<Reply>,
): Route {
  return {
    method: "GET",
    path,
    role: "read",
    handle: async (call) => {
      const catalogue = await loadCatalogue(call.store);
      const { provider = "", consumer } = call.path;
      const facts = catalogue
        .pactsWith(provider)
        .filter((fact) => consumer === undefined || fact.consumer === consumer);
      return handle(call, facts, catalogue);
    },
  };
}

async function one({ store, urls, path }: Call, fact: PactFact | undefined): Promise<Reply> {
  if (fact === undefined) throw notFound(`such pact between ${path.consumer} and ${path.provider}`);
  const { consumer, provider, consumerVersion: version, digest, at } = fact;
  const { document } = await openContents(store).pact(digest);
  return { body: pactResource(document, { consumer, provider, version, digest, createdAt: at }, urls) };
}

async function list({ urls, path: { provider = "" } }: Call, facts: readonly PactFact[]): Promise<Reply> {
  const links = facts.map(({ consumer, consumerVersion }) => ({
    href: urls.pact(provider, consumer, consumerVersion),
    title: `Pact between ${consumer} (${consumerVersion}) and ${provider}`,
    name: consumer,
  }));
  return {
    body: {
      _links: {
        self: { href: urls.providerPacts(provider), title: `Pacts of ${provider}` },
        "pb:provider": pacticipantLink(urls, provider),
        "pb:pacts": links,
        // The name that the relation had before.
        pacts: links,
      },
    },
  };
}

/** The newest pact of each consumer. */
function latest(facts: readonly PactFact[]): readonly PactFact[] {
  return [...new Map(facts.map((fact) => [fact.consumer, fact])).values()];
}

function tagsOf({ consumer, consumerVersion }: PactFact, catalogue: Catalogue): readonly string[] {
  return catalogue.find({ service: consumer, version: consumerVersion })?.tags ?? [];
}
