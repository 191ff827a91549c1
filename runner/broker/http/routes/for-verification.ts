import { z } from "zod";
import { type FactIndex, indexFacts } from "../../../../contracts/index.ts";
import { loadCatalogue } from "../../ask/catalogue.ts";
import { type SelectedPact, type Selection, selectPacts } from "../../ask/select-pacts.ts";
import { isKept, type ProviderLine, workInProgress } from "../../ask/work-in-progress.ts";
import { shelves } from "../../store/shelf.ts";
import { validBody } from "../body.ts";
import { Problem } from "../problem.ts";
import type { Call, Reply, Route } from "../route.ts";
import type { Urls } from "../urls.ts";

const selectorSchema = z.object({
  consumer: z.string().optional(),
  mainBranch: z.boolean().optional(),
  matchingBranch: z.boolean().optional(),
  branch: z.string().optional(),
  fallbackBranch: z.string().optional(),
  tag: z.string().optional(),
  fallbackTag: z.string().optional(),
  latest: z.boolean().optional(),
  deployed: z.boolean().optional(),
  released: z.boolean().optional(),
  deployedOrReleased: z.boolean().optional(),
  environment: z.string().optional(),
});

const bodySchema = z.object({
  consumerVersionSelectors: z.array(selectorSchema).max(200).nullish(),
  providerVersionBranch: z.string().nullish(),
  providerVersionTags: z.array(z.string()).nullish(),
  includePendingStatus: z.boolean().nullish(),
  includeWipPactsSince: z.string().nullish(),
});

const path = "/pacts/provider/:provider/for-verification";

/** `for-verification`: which pacts a provider's build replays. A `GET` gives the link that is posted to. */
export const verificationRoutes: readonly Route[] = [
  {
    method: "GET",
    path,
    role: "read",
    handle: async ({ urls, path: { provider = "" } }) => ({
      body: { _links: { self: selfLink(urls, provider) }, _embedded: { pacts: [] } },
    }),
  },
  { method: "POST", path, role: "read", handle: select },
];

async function select(call: Call): Promise<Reply> {
  const { store, urls } = call;
  const { provider = "" } = call.path;
  const given = validBody(bodySchema, call.body);
  const providerBranch = given.providerVersionBranch ?? undefined;
  const since = sinceOf(given.includeWipPactsSince);
  const [catalogue, verifications, occupancy] = await Promise.all([
    loadCatalogue(store),
    store.readUnder(shelves.allVerificationsOf(provider)),
    store.readUnder(shelves.allOccupancy),
  ]);
  const places = indexFacts(occupancy);
  const environments = new Set(occupancy.flatMap((fact) => ("environment" in fact ? [fact.environment ?? ""] : [])));
  const selection: Selection = {
    provider,
    providerBranch,
    catalogue,
    occupants: new Map([...environments].map((environment) => [environment, places.occupants(environment)])),
  };
  const index = indexFacts([...verifications, ...(await store.readUnder(shelves.versionsOf(provider)))]);
  const line: ProviderLine = { provider, branch: providerBranch, tags: given.providerVersionTags ?? [] };
  const selected = selectPacts(given.consumerVersionSelectors ?? [], selection);
  const wip = since === undefined ? [] : workInProgress(since, selected, selection, line, index);
  const pending = given.includePendingStatus === true;
  const pacts = [
    ...selected.map((one) => resource(one, { pending, wip: false }, line, index, urls)),
    ...wip.map((one) => resource(one, { pending, wip: true }, line, index, urls)),
  ];
  return { body: { _embedded: { pacts }, _links: { self: selfLink(urls, provider) } } };
}

function resource(
  { fact, reasons }: SelectedPact,
  asked: { readonly pending: boolean; readonly wip: boolean },
  line: ProviderLine,
  index: FactIndex,
  urls: Urls,
): object {
  const { consumer, provider, digest, consumerVersion } = fact;
  const isPending = asked.wip || !isKept(digest, line, index);
  const why = `The pact of ${consumer} (${consumerVersion}) is verified because it belongs to ${reasons.join(", and ")}.`;
  const standing = isPending
    ? `It is pending: ${provider} never kept it on this branch, so a failure does not fail this build.`
    : `${provider} kept it before on this branch, so a failure fails this build.`;
  const notices = [why, ...(asked.pending ? [standing] : [])].map((text) => ({ when: "before_verification", text }));
  return {
    shortDescription: reasons.join(", "),
    verificationProperties: {
      ...(asked.pending ? { pending: isPending } : {}),
      ...(asked.wip ? { wip: true } : {}),
      notices,
    },
    _links: {
      self: {
        href: urls.pactContent(provider, consumer, digest),
        name: `Pact between ${consumer} (${consumerVersion}) and ${provider}`,
      },
    },
  };
}

function sinceOf(text: string | null | undefined): string | undefined {
  if (text == null || text === "") return undefined;
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  throw new Problem(400, "Invalid body", "includeWipPactsSince is no date: write it as 2026-01-31.");
}

function selfLink(urls: Urls, provider: string) {
  return { href: `${urls.providerPacts(provider)}/for-verification`, title: "Pacts to be verified" };
}
