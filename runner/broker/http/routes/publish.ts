import { z } from "zod";
import { type Pact, parsePact, TercetError } from "../../../../contracts/index.ts";
import { openContents } from "../../ask/contents.ts";
import { draftPacts, type OnConflict, type PactToPublish } from "../../record/draft-pacts.ts";
import { type Draft, draftVersion, type Published, publish, type VersionDetails } from "../../record/publication.ts";
import { oneContentAVersion } from "../../store/conflict.ts";
import { validBody } from "../body.ts";
import { Problem } from "../problem.ts";
import { pacticipantLink, versionLink } from "../resources/links.ts";
import { pactResource } from "../resources/pact.ts";
import type { Call, Reply, Route } from "../route.ts";

const onePact = "/pacts/provider/:provider/consumer/:consumer/version/:version";

const publishSchema = z.object({
  pacticipantName: z.string(),
  pacticipantVersionNumber: z.string(),
  branch: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  buildUrl: z.string().nullish(),
  contracts: z
    .array(
      z.object({
        consumerName: z.string(),
        providerName: z.string(),
        specification: z.literal("pact"),
        contentType: z.string(),
        content: z.base64(),
        // By the Pact Broker's default a version's pact is not overwritten either, whatever a client asks for.
        onConflict: z.enum(["merge", "overwrite"]).nullish(),
      }),
    )
    .max(200),
});

/** Publishing: `POST /contracts/publish`, and the older `PUT` of one pact, or `PATCH` to merge it. */
export const publishRoutes: readonly Route[] = [
  { method: "POST", path: "/contracts/publish", role: "write", handle: publishContracts },
  {
    method: "PUT",
    path: onePact,
    role: "write",
    handle: (call) => publishOne(call, "refuse"),
  },
  {
    method: "PATCH",
    path: onePact,
    role: "write",
    handle: (call) => publishOne(call, "merge"),
  },
];

async function publishContracts(call: Call): Promise<Reply> {
  const { urls } = call;
  const { pacticipantName: service, pacticipantVersionNumber: version, ...given } = validBody(publishSchema, call.body);
  const contracts = given.contracts.map(({ consumerName, providerName, content, onConflict }, index) => {
    const pact = readPact(decode(content, index), `contracts/${index}`);
    if (consumerName !== service) throw mismatch(`contracts/${index} is of ${consumerName}, not of ${service}`);
    if (pact.consumer !== consumerName || pact.provider !== providerName) {
      throw mismatch(`the pact in contracts/${index} is between ${pact.consumer} and ${pact.provider}`);
    }
    return { pact, onConflict: onConflict === "merge" ? ("merge" as const) : ("refuse" as const) };
  });
  const details: VersionDetails = {
    ...(given.branch == null ? {} : { branch: given.branch }),
    ...(given.tags == null ? {} : { tags: given.tags }),
    ...(given.buildUrl == null ? {} : { buildUrl: given.buildUrl }),
  };
  const published = await publishPacts(call, contracts, version, [draftVersion({ service, version })], details);
  const notices = published
    .filter(({ what }) => what === "pact")
    .map(({ title, status }) => ({
      type: "success",
      text: status === "new" ? `${title}: the pact is published.` : `${title}: the pact was published already.`,
    }));
  const subject = { service, version };
  const self = { href: urls.version(subject), title: "Version", name: version };
  return {
    body: {
      notices,
      logs: notices.map(({ type, text }) => ({ level: type, message: text, deprecationWarning: "See notices" })),
      _embedded: {
        pacticipant: { name: service, _links: { self: { href: urls.pacticipant(service) } } },
        version: { number: version, _links: { self } },
      },
      _links: {
        "pb:pacticipant": pacticipantLink(urls, service),
        "pb:pacticipant-version": versionLink(urls, subject),
        "pb:pacticipant-version-tags": (given.tags ?? []).map((tag) => ({
          href: urls.tag(subject, tag),
          title: "Tag",
          name: tag,
        })),
        "pb:contracts": contracts.map(({ pact: { provider } }) => ({
          href: urls.pact(provider, service, version),
          title: "Pact",
          name: `Pact between ${service} (${version}) and ${provider}`,
        })),
      },
    },
  };
}

async function publishOne(call: Call, onConflict: OnConflict): Promise<Reply> {
  const { provider = "", consumer = "", version = "" } = call.path;
  const pact = readPact(call.body, "the body");
  if (pact.consumer !== consumer || pact.provider !== provider) {
    throw mismatch(`the pact is between ${pact.consumer} and ${pact.provider}`);
  }
  const [published] = await publishPacts(call, [{ pact, onConflict }], version);
  const digest = published?.digest ?? "";
  const { document } = await openContents(call.store).pact(digest);
  return {
    status: published?.status === "new" ? 201 : 200,
    headers: { location: call.urls.pact(provider, consumer, version) },
    body: pactResource(document, { provider, consumer, version, digest }, call.urls),
  };
}

/** How often a merge is begun again where another broker on the same ledger was faster. */
const mostMerges = 5;

/** Publishes pacts of one version. What is merged is so with whatever is there when it is written. */
async function publishPacts(
  { store, clock }: Call,
  pacts: readonly PactToPublish[],
  version: string,
  drafts: readonly Draft[] = [],
  details: VersionDetails = {},
): Promise<readonly Published[]> {
  for (let merge = 1; ; merge++) {
    const draft = await draftPacts(store, pacts, version, clock);
    try {
      return await publish(store, [...drafts, draft], details, clock);
    } catch (error) {
      const isLate = error instanceof TercetError && error.place.rule === oneContentAVersion;
      if (!isLate || merge === mostMerges || pacts.every(({ onConflict }) => onConflict === "refuse")) throw error;
    }
  }
}

function decode(content: string, index: number): unknown {
  try {
    return JSON.parse(Buffer.from(content, "base64").toString("utf8"));
  } catch (cause) {
    throw new Problem(400, "Cannot be used", `The content of contracts/${index} is not JSON.`, { cause });
  }
}

function readPact(document: unknown, source: string): Pact {
  try {
    return parsePact(document, source);
  } catch (error) {
    if (error instanceof TercetError) throw new Problem(400, "Cannot be used", error.message, { cause: error });
    throw error;
  }
}

function mismatch(what: string): Problem {
  return new Problem(400, "Cannot be used", `Names do not fit: ${what}.`);
}
