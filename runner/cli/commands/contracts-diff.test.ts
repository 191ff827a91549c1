import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../main.ts";

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "tercet-diff-"));
  const contracts = fileURLToPath(new URL("../../../contracts", import.meta.url));
  await cp(join(contracts, "catalog/customers"), join(cwd, "contracts/catalog/customers"), { recursive: true });
  const original = await readFile(join(cwd, "contracts/catalog/customers/1.1.0/openapi.json"), "utf8");
  const broken = JSON.parse(original);
  broken.components.schemas.NewPrivateCustomer.required.push("language");
  await writeFile(join(cwd, "broken.json"), JSON.stringify(broken, null, 2));
  const undecided = JSON.parse(original);
  undecided.components.schemas.NewCustomer.discriminator.propertyName = "name";
  await writeFile(join(cwd, "undecided.json"), JSON.stringify(undecided));
  await writeFile(join(cwd, "array.json"), "[]");
  await mkdir(join(cwd, "pacts"));
  await writeFile(
    join(cwd, "pacts/shop.json"),
    JSON.stringify({
      consumer: { name: "shop" },
      provider: { name: "customers" },
      interactions: [
        {
          type: "Synchronous/HTTP",
          description: "registers a customer",
          request: {
            method: "POST",
            path: "/v1/customers",
            headers: { "content-type": ["application/json"], "Idempotency-Key": ["12345678"] },
            body: {
              contentType: "application/json",
              encoded: false,
              content: {
                kind: "private",
                name: "Anna",
                email: "anna@example.com",
                birthDate: "1980-05-17",
                deliveryPass: true,
              },
            },
          },
          response: { status: 201 },
        },
      ],
      metadata: { pactSpecification: { version: "4.0" } },
    }),
  );
});
afterAll(() => rm(cwd, { recursive: true }));

async function contracts(...argv: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const output = Promise.all([text(stdout), text(stderr)]);
  const context = { cwd, env: {}, stdin: new PassThrough(), stdout, stderr, version: "0.0.0" };
  const code = await runCli(["contracts", ...argv], { ...context, signal: new AbortController().signal });
  stdout.end();
  stderr.end();
  const [out, error] = await output;
  return { code, out, error };
}

describe("tercet contracts diff", () => {
  it("ends with 0 where all changes are compatible, by references into the catalog", async () => {
    const { code, out, error } = await contracts("diff", "customers@1.0.0", "customers@1.1.0");
    expect([code, error]).toEqual([0, ""]);
    expect(out).toMatch(/^Compatible\n/);
    expect(out).toMatch(/customers 1\.0\.0 → 1\.1\.0: 5 compatible changes\.\n$/);
  });

  it("ends with 0 and says so where nothing changed", async () => {
    expect(await contracts("diff", "customers@1.0.0", "customers@1.0.0")).toMatchObject({
      code: 0,
      out: "customers 1.0.0 → 1.0.0: no change.\n",
    });
  });

  it("ends with 1 where a change breaks, with the witness, by files", async () => {
    const { code, out } = await contracts("diff", "customers@1.1.0", "broken.json", "--json");
    expect(code).toBe(1);
    const { verdict, after, changes } = JSON.parse(out);
    expect([verdict, after.source]).toEqual(["breaking", "broken.json"]);
    expect(changes[0]).toMatchObject({
      rule: "request-property-became-required",
      operation: "createCustomer",
      pointer: "/components/schemas/NewPrivateCustomer/properties/language",
      witness: { method: "POST", path: "/v1/customers", body: { kind: "private" } },
    });
  });

  it("ends with 3 where a change could not be decided and none breaks", async () => {
    const { code, out } = await contracts("diff", "customers@1.1.0", "undecided.json");
    expect(code).toBe(3);
    expect(out).toMatch(/could not be decided: /);
  });

  it("writes every format into a file, and its own output too", async () => {
    const reports = ["markdown=a/changes.md", "sarif=a/changes.sarif", "github=a/lines.txt", "json=a/changes.json"];
    const options = reports.flatMap((report) => ["--report", report]);
    const { code, out } = await contracts(
      "diff",
      "customers@1.1.0",
      "broken.json",
      ...options,
      "--out",
      "a/people.txt",
    );
    expect([code, out]).toEqual([1, ""]);
    expect((await readdir(join(cwd, "a"))).toSorted()).toEqual([
      "changes.json",
      "changes.md",
      "changes.sarif",
      "lines.txt",
      "people.txt",
    ]);
    const [{ results }] = JSON.parse(await readFile(join(cwd, "a/changes.sarif"), "utf8")).runs;
    const { region } = results[0].locations[0].physicalLocation;
    const lines = (await readFile(join(cwd, "broken.json"), "utf8")).split("\n");
    expect(lines[region.startLine - 1]).toContain('"language"');
  });

  it.each([
    [["diff", "customers@1.0.0"], "missing required argument"],
    [["diff", "customers@1.0.0", "customers@9.9.9"], "has no customers that fits 9.9.9"],
    [["diff", "missing.json", "customers"], "there is no such file"],
    [["diff", "customers", "array.json"], "its root must be an object"],
    [["diff", "customers", "customers", "--format", "html"], "Allowed choices are"],
    [["diff", "customers", "customers", "--format", "sarif", "--json"], "contradict each other"],
    [["diff", "customers", "customers", "--report", "html=x"], 'no format "html"'],
    [["diff", "customers", "customers", "--report", "json"], "the file is missing"],
    [["diff", "customers", "customers", "--report", "json=x", "--report", "sarif=x"], "name two files"],
    [["explain", "customers", "customers", "--consumers", "nowhere"], "nowhere"],
  ])("refuses %j in one sentence, with exit code 2 and nothing written", async (argv, message) => {
    const { code, out, error } = await contracts(...argv);
    expect([code, out]).toEqual([2, ""]);
    expect(error).toContain(message);
    expect(error).toMatch(/^tercet: [^\n]+\n$/);
    expect(await readdir(cwd)).not.toContain("x");
  });
});

describe("tercet contracts explain", () => {
  it("tells the change, the consumer that breaks and why, the reading time and the version", async () => {
    const { code, out } = await contracts("explain", "customers@1.1.0", "broken.json", "--consumers", "pacts");
    expect(code).toBe(0);
    expect(out).toContain("What stops working\n  - language of NewPrivateCustomer became required");
    expect(out).toMatch(/Who is affected\n {2}- shop breaks, uses createCustomer\n {6}registers a customer: /);
    expect(out).toContain("Version: at least 2.0.0 (major), and is too low.");
    expect(out).toMatch(/Reading time: \S+ s \(\d+ words\)\.\n$/);
  });

  it("says that a consumer still works, and that without consumer contracts nobody knows", async () => {
    const { out } = await contracts("explain", "customers@1.0.0", "customers@1.1.0", "--consumers", "pacts");
    expect(out).toContain("  - shop still works, uses createCustomer");
    expect((await contracts("explain", "customers@1.0.0", "customers@1.1.0")).out).toContain(
      "Who is affected: not known, there is no consumer contract.",
    );
  });
});
