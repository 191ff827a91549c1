import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pactDocument } from "../../broker/testing/broker.ts";
import { eventLog, ledgerProject, thingsContract } from "../testing/ledger-project.ts";

const { directory, tercet, write, facts } = ledgerProject();

describe("bad input is one sentence, exit 2, and nothing is written", () => {
  test.each<readonly [readonly string[], RegExp]>([
    [["gate", "web", "--to", "production"], /"web" names no version of a service/],
    [["gate", "web@1"], /--to <environment>' not specified/],
    [["gate", "web@1", "--to", "nowhere"], /There is no environment "nowhere": none is known yet/],
    [["publish"], /There is nothing to publish/],
    [["publish", "pact.json"], /version of the consumer is missing/],
    [["publish", "none.json", "--version", "1"], /none\.json.*no such file/],
    [["publish", "broken.json", "--version", "1"], /broken\.json/],
    [["publish", "array.json", "--version", "1"], /array\.json/],
    [["publish", "empty", "--version", "1"], /There is no Pact file in empty/],
    [["publish", "pact.json", "--version", "1\n2"], /cannot be the (consumerVersion|version)/],
    [["publish", "pact.json", "--version", "1", "--build-url", "javascript:1"], /cannot be the buildUrl/],
    [["publish", "pact.json", "other.json", "--version", "1"], /merge them into one file/],
    [["publish", "--results", "array.json"], /array\.json.*is no result of `tercet pact verify --json`/],
    [["publish", "--results", "shape.json"], /shape\.json at \/0\/pactDigest/],
    [["publish", "--results", "part.json"], /not every interaction of the pact was asked/],
    [["publish", "--results", "nothing.json"], /no interaction was asked/],
    [["publish", "--results", "lie.json"], /claims success, and an interaction failed/],
    [["publish", "--events", "broken.json"], /broken\.json/],
    [["publish", "--events", "events.ndjson"], /Nobody can tell which versions took part in scenario\/a/],
    [["publish", "--contract", "pact.json", "--version", "1"], /pact\.json/],
    [["record-deployment", "web@1", "--to", "a\nb"], /cannot name an environment/],
    [["record-deployment", "web@1", "--to", "production", "--ended"], /There is no environment "production"/],
    [["record-release", "@1", "--to", "production"], /names no version of a service/],
    [["serve"], /Nobody may use the broker yet/],
    [["serve", "--access", "array.json"], /array\.json is not valid/],
    [["serve", "--certificate", "array.json"], /HTTPS needs both/],
    [["gate", "web@1", "--to", "p", "--store", "postgres://u:secret@127.0.0.1:1/x"], /^(?!.*secret).*cannot be used/],
  ])("%j", async (argv, sentence) => {
    await mkdir(join(directory(), "empty"));
    await write("pact.json", pactDocument("web", "things"));
    await write("other.json", pactDocument("web", "things", 201));
    await write("broken.json", '{"consumer": ');
    await write("array.json", "[]");
    await write("shape.json", [{ consumer: "web" }]);
    const replay = (success: boolean, ...verdicts: readonly string[]) => ({
      pactDigest: "0".repeat(64),
      consumer: "web",
      provider: "things",
      providerVersion: "5",
      success,
      interactions: verdicts.map((verdict) => ({ description: "a thing", verdict })),
    });
    await write("part.json", replay(false, "pass"));
    await write("nothing.json", replay(true));
    await write("lie.json", replay(true, "fail"));
    await write("events.ndjson", eventLog("scenario", "scenario/a", "pass"));
    const { code, out, error } = await tercet(...argv);
    expect(error).toMatch(sentence);
    expect(error).toMatch(/^tercet: [^\n]+\n$/);
    expect(error).not.toMatch(/defect of tercet/);
    expect([code, out]).toEqual([argv.includes("--store") ? 3 : 2, ""]);
    expect(await facts()).toEqual([]);
  });

  test("a version that was never published, with those that were", async () => {
    await write("pact.json", pactDocument("web", "things"));
    await tercet("publish", "pact.json", "--version", "1.0.0");
    await tercet("record-deployment", "things@5", "--to", "production");
    const { code, error } = await tercet("gate", "web@1.0.1", "--to", "production");
    expect([code, error]).toEqual([2, expect.stringContaining("web@1.0.1 was never published: of it there is 1.0.0")]);
    expect((await tercet("gate", "things@5", "--to", "production")).code).toBe(2);
    expect((await tercet("gate", "web@1.0.0", "--to", "prodction")).error).toContain("known: production");
  });

  test("changed content under a version that was published", async () => {
    await write("pact.json", pactDocument("web", "things"));
    await tercet("publish", "pact.json", "--version", "1");
    await write("pact.json", pactDocument("web", "things", 201));
    const before = await facts();
    const { code, error } = await tercet("publish", "pact.json", "--version", "1");
    expect([code, error]).toEqual([2, expect.stringContaining("publish it under a new version")]);
    expect(await facts()).toEqual(before);
  });

  test("contradictory pacts that two branches published under one version", async () => {
    await write("pact.json", pactDocument("web", "things"));
    await tercet("publish", "pact.json", "--version", "1");
    await tercet("record-deployment", "things@5", "--to", "production");
    const file = "contracts/facts/services/web/versions/1.ndjson";
    const lines = await readFile(join(directory(), file), "utf8");
    await write(file, lines + lines.replace(/"digest":"\w{4}/, '"digest":"beef'));
    const { code, error } = await tercet("gate", "web@1", "--to", "production");
    expect([code, error]).toEqual([2, expect.stringContaining("holds different pacts of web@1 for things")]);
  });

  test("a pact in the ledger that was changed by hand is not trusted", async () => {
    await write("pact.json", pactDocument("web", "things"));
    await write("openapi.json", thingsContract({}));
    await tercet("publish", "pact.json", "--version", "1");
    await tercet("publish", "--contract", "openapi.json", "--version", "5");
    await tercet("record-deployment", "things@5", "--to", "production");
    const folder = join(directory(), "contracts/facts/content");
    for (const name of await readdir(folder)) {
      await writeFile(join(folder, name), (await readFile(join(folder, name), "utf8")).replace("a thing", "another"));
    }
    const { code, error } = await tercet("gate", "web@1", "--to", "production");
    expect([code, error]).toEqual([2, expect.stringContaining("was changed after it was published")]);
  });
});

test("environments of the configuration are known to the gate; what is kept stands where it says", async () => {
  await write(
    "tercet.config.ts",
    'export default { environments: { staging: { services: {} } }, broker: { store: "ledger-of-facts" } };\n',
  );
  await write("pact.json", pactDocument("web", "things"));
  await tercet("publish", "pact.json", "--version", "1");
  expect(await readdir(join(directory(), "ledger-of-facts"))).toContain("content");
  expect((await tercet("gate", "web@1", "--to", "staging")).code).toBe(3);
});
