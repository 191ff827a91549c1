import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pactDocument, publication, startTestBroker, type TestBroker } from "../testing/broker.ts";
import { stockClient } from "../testing/stock-client.ts";

let broker: TestBroker;
beforeEach(async () => {
  broker = await startTestBroker();
});
afterEach(() => broker.stop());

const { forVerification } = stockClient(() => broker, pactDocument("web shop", "things"));

describe("merging, as parts of one build do", () => {
  const part = (description: string, status = 200) => {
    const whole = pactDocument("web shop", "things", status) as { interactions: object[] };
    return { ...whole, interactions: whole.interactions.map((one) => ({ ...one, description })) };
  };
  const merge = (pact: object) => {
    const body = publication("1.0.0", pact) as { contracts: object[] };
    return broker.send("POST", "/contracts/publish", {
      ...body,
      contracts: body.contracts.map((one) => ({ ...one, onConflict: "merge" })),
    });
  };
  const published = async () => {
    const { body } = await broker.send("GET", "/pacts/provider/things/consumer/web%20shop/version/1.0.0");
    return body.interactions.map(({ description }: { description: string }) => description);
  };

  test("adds what the version has not, and keeps what it has", async () => {
    const answers = [await merge(part("one")), await merge(part("two")), await merge(part("one"))];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers[2]?.body.notices[0].text).toContain("published already");
    expect(await published()).toEqual(["one", "two"]);
    const [found, ...others] = await forVerification();
    const { body } = await broker.send("GET", found._links.self.href);
    expect([others, body.metadata]).toEqual([[], { pactSpecification: { version: "2.0.0" } }]);
  });

  test("refuses only the same interaction that says something else", async () => {
    await merge(part("one"));
    const refused = await merge(part("one", 201));
    expect([refused.status, refused.body.notices[0].text]).toEqual([409, expect.stringContaining('description "one"')]);
    expect(await published()).toEqual(["one"]);
  });

  test("is what PATCH of one pact does", async () => {
    const path = "/pacts/provider/things/consumer/web%20shop/version/1.0.0";
    await broker.send("PUT", path, part("one"));
    const { status, body } = await broker.send("PATCH", path, part("two"));
    expect([status, body.interactions.length]).toEqual([201, 2]);
  });

  test("takes results for what was there before: somebody may be verifying it", async () => {
    await merge(part("one"));
    const [before] = await forVerification();
    await merge(part("two"));
    const { body: pact } = await broker.send("GET", before._links.self.href);
    const result = { success: true, providerApplicationVersion: "5" };
    const sent = await broker.send("POST", pact._links["pb:publish-verification-results"].href, result);
    expect([pact.interactions.length, sent.status]).toEqual([1, 201]);
  });
});
