import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { pactDocument, startTestBroker, type TestBroker } from "../testing/broker.ts";
import { stockClient } from "../testing/stock-client.ts";

let broker: TestBroker;
beforeEach(async () => {
  broker = await startTestBroker();
});
afterEach(() => broker.stop());

const document = pactDocument("web shop", "things");
const { publish, forVerification, verify, declare, record, canIDeploy } = stockClient(() => broker, document);

test("the entry leads to everything by absolute links", async () => {
  const { body, headers } = await broker.send("GET", "/");
  expect(headers.get("content-type")).toContain("application/hal+json");
  expect(body._links["pb:publish-contracts"].href).toBe(`${broker.url}/contracts/publish`);
  expect(body._links["pb:provider-pacts-for-verification"].templated).toBe(true);
});

test("behind a proxy links have the address that clients know", async () => {
  const proxied = await startTestBroker({ publicUrl: "https://broker.example/pacts" });
  const { body } = await proxied.send("GET", "/");
  expect(body._links["pb:environments"].href).toBe("https://broker.example/pacts/environments");
  await proxied.stop();
});

describe("publishing", () => {
  test("answers with notices and links, and the same again changes nothing", async () => {
    const first = await publish("1.0.0", { branch: "main", tags: ["prod"] });
    expect(first.status).toBe(200);
    expect(first.body.notices).toEqual([{ type: "success", text: "web shop@1.0.0 → things: the pact is published." }]);
    const before = await broker.store.readUnder("services/");
    expect((await publish("1.0.0", { branch: "main" })).body.notices[0].text).toContain("published already");
    expect(await broker.store.readUnder("services/")).toEqual(before);
    const { body: version } = await broker.send("GET", first.body._links["pb:pacticipant-version"].href);
    expect(version._embedded.tags[0].name).toBe("prod");
    const { body: pact } = await broker.send("GET", first.body._links["pb:contracts"][0].href);
    expect(pact.interactions).toEqual((document as { interactions: unknown }).interactions);
  });

  test("another content under the same version is 409, and nothing is written", async () => {
    await publish("1.0.0");
    const before = await broker.store.readUnder("services/");
    const refused = await publish("1.0.0", { branch: "late" }, pactDocument("web shop", "things", 201));
    expect(refused.status).toBe(409);
    expect(refused.body.notices[0].text).toContain("publish it under a new version");
    expect(await broker.store.readUnder("services/")).toEqual(before);
  });

  test("of different contents at once lets one through", async () => {
    const pacts = Array.from({ length: 8 }, (_, index) => pactDocument("web shop", "things", 200 + index));
    const answers = await Promise.all(pacts.map((pact) => publish("1.0.0", {}, pact)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(7).fill(409)]);
  });

  test("the older way, PUT of one pact, does the same", async () => {
    const path = "/pacts/provider/things/consumer/web%20shop/version/1.0.0";
    expect((await broker.send("PUT", path, document)).status).toBe(201);
    expect((await broker.send("PUT", path, document)).status).toBe(200);
    expect((await broker.send("PUT", path, pactDocument("web shop", "things", 201))).status).toBe(409);
    const latest = "/pacts/provider/things/consumer/web%20shop/latest";
    expect((await broker.send("GET", latest)).body._links["pb:consumer-version"].name).toBe("1.0.0");
    const { body: all } = await broker.send("GET", "/pacts/provider/things/latest");
    expect(all._links.pacts).toHaveLength(1);
  });
});

describe("for verification", () => {
  test("each content comes once, whatever selects it, with the reasons", async () => {
    await publish("1.0.0", { branch: "main" });
    await publish("2.0.0", { branch: "feature" });
    const pacts = await forVerification({ consumerVersionSelectors: [{ mainBranch: true }, { branch: "feature" }] });
    expect(pacts).toHaveLength(1);
    expect(pacts[0].shortDescription).toBe(
      "the latest version of the main branch, the latest version of branch feature",
    );
  });

  test.each([
    ["mainBranch", { mainBranch: true }, ["200"]],
    ["branch", { branch: "feature" }, ["201"]],
    ["a branch that is not there, with another to fall back on", { branch: "none", fallbackBranch: "main" }, ["200"]],
    ["matchingBranch", { matchingBranch: true }, ["201"]],
    ["tag", { tag: "beta", latest: true }, ["202"]],
    ["the latest", { latest: true }, ["202"]],
    ["deployedOrReleased", { deployedOrReleased: true }, ["200", "201"]],
    ["deployed", { deployed: true }, ["200"]],
    ["released", { released: true }, ["201"]],
    ["an environment", { environment: "test" }, ["201"]],
    ["another consumer", { consumer: "mobile", latest: true }, []],
  ])("selects by %s", async (_, selector, statuses) => {
    await publish("1", { branch: "main" });
    await publish("2", { branch: "feature" }, pactDocument("web shop", "things", 201));
    await publish("3", { tags: ["beta"], branch: "other" }, pactDocument("web shop", "things", 202));
    await declare("production", true);
    await declare("test");
    await record("web shop", "1", "production", "pb:record-deployment");
    await record("web shop", "2", "test", "pb:record-release");
    const body = { consumerVersionSelectors: [selector], providerVersionBranch: "feature" };
    const pacts = await forVerification(body);
    const found = await Promise.all(
      pacts.map(async (pact: { _links: { self: { href: string } } }) => {
        const { body } = await broker.send("GET", pact._links.self.href);
        return String(body.interactions[0].response.status);
      }),
    );
    expect(found.toSorted()).toEqual(statuses);
  });

  test("a pact is pending until a version of this branch kept it", async () => {
    await publish("1.0.0");
    const asked = { includePendingStatus: true, providerVersionBranch: "main" };
    const pending = async () => (await forVerification(asked))[0].verificationProperties.pending;
    expect(await pending()).toBe(true);
    await verify("5", true, "feature");
    expect(await pending()).toBe(true);
    await verify("6", true, "main");
    expect(await pending()).toBe(false);
    expect((await forVerification())[0].verificationProperties).not.toHaveProperty("pending");
  });

  test("work in progress comes beside what was selected, until it was kept", async () => {
    await publish("1", { branch: "main" });
    await publish("2", { branch: "feature" }, pactDocument("web shop", "things", 201));
    const asked = {
      consumerVersionSelectors: [{ mainBranch: true }],
      providerVersionBranch: "main",
      includePendingStatus: true,
      includeWipPactsSince: "2020-01-01",
    };
    const pacts = await forVerification(asked);
    expect(pacts.map((pact: { verificationProperties: object }) => pact.verificationProperties)).toMatchObject([
      { pending: true },
      { pending: true, wip: true },
    ]);
    expect(await forVerification({ ...asked, includeWipPactsSince: "2100-01-01" })).toHaveLength(1);
  });

  test("a result for a pact that nobody published is 404", async () => {
    const path = `/pacts/provider/things/consumer/web/pact-version/${"0".repeat(64)}/verification-results`;
    const answer = await broker.send("POST", path, { success: true, providerApplicationVersion: "1" });
    expect(answer.status).toBe(404);
  });
});

describe("can-i-deploy", () => {
  beforeEach(async () => {
    await publish("1.0.0", { branch: "main" });
    await declare("production", true);
  });

  test("goes from unknown over no to yes", async () => {
    await broker.send("PUT", "/pacticipants/things/versions/5", {});
    await record("things", "5", "production", "pb:record-deployment");
    expect((await canIDeploy("web shop", "1.0.0", "production")).summary).toMatchObject({
      deployable: null,
      unknown: 1,
    });
    const failed = await verify("5", false);
    expect(failed.status).toBe(201);
    const no = await canIDeploy("web shop", "1.0.0", "production");
    expect(no.summary).toMatchObject({ deployable: false, failed: 1, success: 0, unknown: 0 });
    expect(no.summary.reason).toContain("a thing: status: expected 200 but was 404");
    expect(no.matrix[0]).toMatchObject({
      consumer: { name: "web shop", version: { number: "1.0.0", branch: "main" } },
      provider: { name: "things", version: { number: "5" } },
      verificationResult: { success: false },
    });
    await verify("5", true);
    expect((await canIDeploy("web shop", "1.0.0", "production")).summary).toMatchObject({
      deployable: true,
      success: 1,
    });
    const { body } = await broker.send("GET", failed.headers.get("location") ?? "");
    expect(body).toMatchObject({ success: false, providerApplicationVersion: "5" });
  });

  test("ignores whom it is told to ignore", async () => {
    const { summary } = await canIDeploy("web shop", "1.0.0", "production", "&ignore[][pacticipant]=things");
    expect(summary.deployable).toBe(true);
  });

  test("answers the matrix query of stock command lines, also between two given versions", async () => {
    await verify("5", true);
    const two = "q[][pacticipant]=web+shop&q[][version]=1.0.0&q[][pacticipant]=things&q[][version]=5&latestby=cvpv";
    const { body } = await broker.send("GET", `/matrix?${two}`);
    expect(body.summary).toMatchObject({ deployable: true, success: 1, unknown: 0 });
    const newest = await broker.send(
      "GET",
      "/matrix?q[][pacticipant]=web+shop&q[][latest]=true&latestby=cvp&latest=true",
    );
    expect(newest.body.summary).toMatchObject({ deployable: true, success: 1 });
  });

  test("is 400 for an environment or a version that is not known", async () => {
    for (const query of ["version=1.0.0&environment=prodction", "version=9&environment=production"]) {
      const { status, body } = await broker.send("GET", `/can-i-deploy?pacticipant=web%20shop&${query}`);
      expect(status).toBe(400);
      expect(body.errors).toHaveLength(1);
    }
  });
});

describe("deployments and releases", () => {
  test("a deployment replaces the one before of the same application instance; a release does not", async () => {
    await publish("1");
    await publish("2");
    const uuid = await declare("test");
    const first = await record("web shop", "1", "test", "pb:record-deployment", { applicationInstance: "blue" });
    expect([first.status, first.body.currentlyDeployed]).toEqual([201, true]);
    await record("web shop", "1", "test", "pb:record-deployment", { applicationInstance: "green" });
    await record("web shop", "2", "test", "pb:record-deployment", { applicationInstance: "blue" });
    await record("web shop", "1", "test", "pb:record-release");
    await record("web shop", "2", "test", "pb:record-release");
    const { body: environment } = await broker.send("GET", `/environments/${uuid}`);
    const links = environment._links;
    const query = "?pacticipant=web%20shop";
    const { body: now } = await broker.send("GET", links["pb:currently-deployed-deployed-versions"].href + query);
    const deployed = now._embedded.deployedVersions;
    expect(
      deployed.map((one: { applicationInstance: string; _embedded: { version: { number: string } } }) => [
        one._embedded.version.number,
        one.applicationInstance,
      ]),
    ).toEqual([
      ["1", "green"],
      ["2", "blue"],
    ]);
    const ended = await broker.send("PATCH", deployed[0]._links.self.href, { currentlyDeployed: false });
    expect([ended.status, ended.body.currentlyDeployed]).toEqual([200, false]);
    expect((await broker.send("GET", deployed[0]._links.self.href)).status).toBe(404);
    const { body: given } = await broker.send("GET", links["pb:currently-supported-released-versions"].href + query);
    expect(given._embedded.releasedVersions).toHaveLength(2);
    const support = given._embedded.releasedVersions[0];
    await broker.send("PATCH", support._links.self.href, { currentlySupported: false });
    const { body: left } = await broker.send("GET", links["pb:currently-supported-released-versions"].href);
    expect(left._embedded.releasedVersions).toHaveLength(1);
  });

  test("of a version that was never published is 404", async () => {
    const uuid = await declare("test");
    const path = `/pacticipants/web/versions/9/deployed-versions/environment/${uuid}`;
    expect((await broker.send("POST", path, {})).status).toBe(404);
    expect((await broker.send("POST", path.replace(uuid, "none"), {})).status).toBe(404);
  });
});

test("services keep their main branch, and a version its tags and branches", async () => {
  expect((await broker.send("POST", "/pacticipants", { name: "things", mainBranch: "trunk" })).status).toBe(201);
  expect((await broker.send("GET", "/pacticipants/things")).body.mainBranch).toBe("trunk");
  await broker.send("PUT", "/pacticipants/things/versions/1/tags/prod", {});
  await broker.send("PUT", "/pacticipants/things/branches/trunk/versions/1", {});
  const { body } = await broker.send("GET", "/pacticipants/things/latest-version/prod");
  expect(body).toMatchObject({
    number: "1",
    _embedded: { branchVersions: [{ name: "trunk" }], tags: [{ name: "prod" }] },
  });
  expect((await broker.send("GET", "/pacticipants/nobody")).status).toBe(404);
});
