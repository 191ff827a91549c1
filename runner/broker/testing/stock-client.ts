import { expect } from "vitest";
import { type pactDocument, publication, type TestBroker } from "./broker.ts";

/** What stock clients of the Pact Broker do: they follow the links of what they were given. */
export function stockClient(broker: () => TestBroker, document: ReturnType<typeof pactDocument>) {
  const publish = (version: string, more: object = {}, pact = document) =>
    broker().send("POST", "/contracts/publish", publication(version, pact, more));
  const forVerification = async (body: object = {}) =>
    (await broker().send("POST", "/pacts/provider/things/for-verification", body)).body._embedded.pacts;

  /** What a stock verifier does: asks for the pacts, fetches one by its link, and posts a result to the pact's link. */
  async function verify(version: string, success: boolean, branch?: string) {
    const [found] = await forVerification();
    const { body: pact } = await broker().send("GET", found._links.self.href);
    if (branch !== undefined) {
      const { body: provider } = await broker().send("GET", pact._links["pb:provider"].href);
      const href = provider._links["pb:branch-version"].href.replace("{branch}", branch).replace("{version}", version);
      expect((await broker().send("PUT", href, {})).status).toBe(201);
    }
    return broker().send("POST", pact._links["pb:publish-verification-results"].href, {
      success,
      providerApplicationVersion: version,
      testResults: success
        ? []
        : [
            {
              interactionId: "1",
              interactionDescription: "a thing",
              success: false,
              mismatches: [{ attribute: "status", description: "expected 200 but was 404" }],
            },
          ],
      verifiedBy: { implementation: "Pact-Rust", version: "1.0.0" },
    });
  }

  async function declare(name: string, production = false): Promise<string> {
    const { status, body } = await broker().send("POST", "/environments", { name, displayName: name, production });
    expect(status).toBe(201);
    return body.uuid;
  }

  /** What stock clients do to record: they follow the version's link that has the environment's name. */
  async function record(service: string, version: string, environment: string, relation: string, body: object = {}) {
    const { body: found } = await broker().send(
      "GET",
      `/pacticipants/${encodeURIComponent(service)}/versions/${version}`,
    );
    const link = found._links[relation].find(({ name }: { name: string }) => name === environment);
    return broker().send("POST", link.href, body);
  }

  const canIDeploy = async (service: string, version: string, environment: string, more = "") =>
    (
      await broker().send(
        "GET",
        `/can-i-deploy?pacticipant=${encodeURIComponent(service)}&version=${version}&environment=${environment}${more}`,
      )
    ).body;
  return { publish, forVerification, verify, declare, record, canIDeploy };
}
