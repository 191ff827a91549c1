import { z } from "zod";
import { type FactOf, indexFacts } from "../../../../contracts/index.ts";
import { loadCatalogue } from "../../ask/catalogue.ts";
import { draftVerifications } from "../../record/draft-verifications.ts";
import { publish } from "../../record/publication.ts";
import { shelves } from "../../store/shelf.ts";
import { validBody } from "../body.ts";
import { factId } from "../identifiers.ts";
import { notFound } from "../problem.ts";
import { failuresIn } from "../resources/failures.ts";
import type { Call, Reply, Route } from "../route.ts";
import type { Urls } from "../urls.ts";

const resultSchema = z.object({
  success: z.boolean(),
  providerApplicationVersion: z.string().min(1),
  buildUrl: z.string().nullish(),
  testResults: z.unknown().optional(),
  verifiedBy: z.object({ implementation: z.string(), version: z.string().nullish() }).nullish(),
});

const results = "/pacts/provider/:provider/consumer/:consumer/pact-version/:digest/verification-results";

/** Verification results of a pact's content: published by a provider's build, and read again. */
export const resultRoutes: readonly Route[] = [
  { method: "POST", path: results, role: "write", handle: publishResult },
  { method: "GET", path: `${results}/:id`, role: "read", handle: readResult },
];

async function publishResult(call: Call): Promise<Reply> {
  const { store, clock, urls } = call;
  const { provider = "", consumer = "", digest = "" } = call.path;
  const { success, providerApplicationVersion, buildUrl, testResults, verifiedBy } = validBody(resultSchema, call.body);
  if ((await loadCatalogue(store)).pactOfContent(provider, consumer, digest) === undefined) {
    throw notFound(`pact ${digest} between ${consumer} and ${provider}`);
  }
  const draft = draftVerifications(
    [
      {
        digest,
        consumer,
        provider,
        providerVersion: providerApplicationVersion,
        success,
        failures: success ? [] : failuresIn(testResults),
        ...(buildUrl == null ? {} : { buildUrl }),
        ...(verifiedBy == null
          ? {}
          : { verifiedBy: `${verifiedBy.implementation} ${verifiedBy.version ?? ""}`.trim() }),
      },
    ],
    clock,
  );
  await publish(store, [draft], {}, clock);
  const [fact] = draft.facts as readonly [FactOf<"verification">];
  const body = resultResource(fact, urls);
  return { status: 201, headers: { location: resultUrl(fact, urls) }, body };
}

async function readResult({ store, urls, path }: Call): Promise<Reply> {
  const { provider = "", id } = path;
  const facts = indexFacts(await store.readUnder(shelves.allVerificationsOf(provider))).all("verification");
  const fact = facts.find((one) => factId(one) === id);
  if (fact === undefined) throw notFound("such verification result");
  return { body: resultResource(fact, urls) };
}

function resultResource(fact: FactOf<"verification">, urls: Urls): object {
  const { consumer, provider, providerVersion, digest, success, at, failures = [], buildUrl, verifiedBy } = fact;
  return {
    providerName: provider,
    providerApplicationVersion: providerVersion,
    success,
    verificationDate: at,
    ...(buildUrl === undefined ? {} : { buildUrl }),
    ...(verifiedBy === undefined ? {} : { verifiedBy: { implementation: verifiedBy } }),
    testResults: failures,
    _links: {
      self: { href: resultUrl(fact, urls), title: "Verification result" },
      "pb:pact-version": { href: urls.pactContent(provider, consumer, digest), title: "Pact" },
    },
  };
}

/** The address of a result. */
export function resultUrl(fact: FactOf<"verification">, urls: Urls): string {
  return urls.result(fact.provider, fact.consumer, fact.digest, factId(fact));
}
