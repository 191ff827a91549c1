import { expect, test } from "vitest";
import type { Finding } from "../../contracts/index.ts";
import { sampleJobCase } from "../testing/sample-job.ts";
import { type SampleRun, sampleFinding, sampleRun } from "../testing/sample-run.ts";
import { consoleReporter } from "./console.ts";

async function print(run: SampleRun, options: { quiet?: boolean; color?: boolean } = {}): Promise<string> {
  let text = "";
  const write = (part: string) => {
    text += part;
  };
  const reporter = consoleReporter({ quiet: false, color: false, write, ...options });
  for (const event of sampleRun(run)) reporter.onEvent(event);
  await reporter.close();
  return text;
}

const fail = "fail" as const;
const failing = (...findings: readonly Partial<Finding>[]) => [
  { case: {}, verdict: fail, findings: findings.map(sampleFinding) },
];

test("each case is one line with its verdict in words, and the summary ends the output", async () => {
  const lines = (await print({})).split("\n");
  expect(lines[0]).toMatch(/^✓ pass +carts +carts 1.0.0 is a sound contract 340 ms$/);
  expect(lines.at(-2)).toBe("Failed: 4 of 16 cases failed, 1 inconclusive, 3 skipped, 8 passed. 48.2 s, seed 1807");
});

test("a failure tells its rule, operation, evidence and replay line", async () => {
  const text = await print({ cases: failing({}) });
  for (const part of [
    "authenticated-requests/expired-token",
    "must be refused with 401 (RFC 7519 §4.1.4)",
    "on getCart",
    "> GET https://127.0.0.1:40123/v1/carts/7f0d5a1e",
    "< 200",
    '< {"id":"7f0d5a1e"',
    "replay tercet verify carts --environment demo --only authenticated-requests/expired-token --seed 1807",
  ]) {
    expect(text).toContain(part);
  }
});

test("why nothing could be judged is told once for each service", async () => {
  const unreachable = (subject: string) => ({
    case: { subject },
    verdict: "inconclusive" as const,
    message: "It cannot be reached.",
    findings: [],
  });
  const text = await print({ cases: ["carts", "orders", "carts", "carts"].map(unreachable) });
  expect(text.match(/It cannot be reached/g)).toHaveLength(2);
  expect(text.match(/inconclusive carts .* ms, as told above\n/g)).toHaveLength(2);
});

test("what failed is told of each case", async () => {
  const text = await print({ cases: [...failing({}), ...failing({})] });
  expect(text.match(/must be refused with 401/g)).toHaveLength(2);
});

test("the same failure on ten operations is one block that names a few of them", async () => {
  const operations = Array.from({ length: 10 }, (_, index) => `operation${index}`);
  const text = await print({ cases: failing(...operations.map((operation) => ({ operation }))) });
  expect(text.match(/must be refused/g)).toHaveLength(1);
  expect(text).toContain("expired-token on 10 operations");
  expect(text).toContain(`on ${operations.slice(0, 5).join(", ")} and 5 more operations\n`);
});

test("messages that differ only in the operation's name and in figures are told once", async () => {
  const said = (operation: string, status: number) => ({ operation, message: `${operation} answered ${status}.` });
  const text = await print({ cases: failing(said("getCart", 200), said("createCart", 201)) });
  expect(text).toContain("getCart answered 200.\n      on getCart, createCart\n");
  expect(text).not.toContain("createCart answered");
});

test("many different messages of one check are bounded and the rest is counted", async () => {
  const messages = [..."abcdefgh"].map((letter) => ({ message: `Message ${letter}.` }));
  const text = await print({ cases: failing(...messages) });
  expect(text).toContain("Message c.");
  expect(text).not.toContain("Message d.");
  expect(text).toContain("and 5 more");
});

test("a skipped case says why in its line, skipped findings are counted in the case's line", async () => {
  const skipped = sampleFinding({ verdict: "skipped", message: "No signing key is given." });
  const text = await print({
    cases: [
      { case: { title: "Calls are throttled" }, verdict: "skipped", message: "No dependency is declared." },
      { case: {}, findings: [skipped, { ...skipped, operation: "other" }] },
    ],
  });
  expect(text).toMatch(/– skipped +carts +json-only: No dependency is declared\.\n/);
  expect(text).toMatch(/✓ pass +carts +json-only \d+ ms, 2 findings skipped\n/);
  expect(text).not.toContain("No signing key");
});

test("a failure says how grave it is, how to mend it, once, and the curl line", async () => {
  const finding: Partial<Finding> = {
    severity: "critical",
    mend: "Verify the expiry.",
    standard: { title: "RFC 7519", url: "https://www.rfc-editor.org/rfc/rfc7519" },
    evidence: { curl: 'curl --include --header "authorization: Bearer $TOKEN" https://shop' },
  };
  const text = await print({ cases: failing(finding, { ...finding, message: "Another." }) });
  expect(text).toContain("expired-token (2 findings), critical\n");
  expect(text.match(/mend {3}Verify the expiry\. \(RFC 7519: https:\/\/www/g)).toHaveLength(1);
  expect(text).toContain('curl   curl --include --header "authorization: Bearer $TOKEN" https://shop\n');
});

test("what is written for people fits a CI log of 120 columns", async () => {
  const text = await print({
    cases: failing({
      message: "a rather long sentence ".repeat(20),
      operation: "createSomethingWithALongName",
      mend: "mend it by doing this and that ".repeat(10),
      evidence: {
        response: { status: 200, headers: { "www-authenticate": "x".repeat(3000) }, body: "y".repeat(5000) },
        story: ["a long sentence of a story ".repeat(9)],
      },
    }),
  });
  const lines = text.split("\n").filter((line) => !/^ *(replay|curl|< www-authenticate)/.test(line));
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(120);
  expect(text.length).toBeLessThan(3000);
});

test("coverage is told in figures, with the reasons for what was not exercised", async () => {
  const reason = "no link of the contract leads to it";
  const coverage = {
    subject: "carts",
    requests: 1,
    operations: [
      {
        operation: "getCart",
        seen: 1,
        statuses: [{ status: "200", seen: 1 }],
        roles: [{ role: "clerk", seen: 0, reason }],
      },
      { operation: "deleteCart", seen: 0, reason, statuses: [{ status: "204", seen: 0, reason }], roles: [] },
    ],
  };
  const text = await print({ cases: [{ case: {} }], coverage: [coverage] });
  expect(text).toContain("carts      1 of 2 operations, 1 of 2 statuses, 0 of 1 role, 1 request\n");
  expect(text).toContain(`not exercised: deleteCart: ${reason}\n`);
  expect(await print({ cases: [{ case: {} }], coverage: [coverage] }, { quiet: true })).not.toContain("deleteCart");
});

test("a failed clean-up is told apart from the scenario's verdict", async () => {
  const text = await print({ cases: [{ case: {}, cleanup: { verdict: "fail", message: "1 cart is left." } }] });
  expect(text).toContain("✗ clean-up: 1 cart is left.");
});

test("quiet prints what did not pass and the summary only", async () => {
  const text = await print({}, { quiet: true });
  expect(text).not.toContain("✓");
  expect(text).not.toContain("–");
  expect(text).toContain("! inconclusive");
  const passed = await print({ cases: [{ case: {} }] }, { quiet: true });
  expect(passed).toBe("Passed: 1 case passed. 48.2 s, seed 1807\n");
});

test("a run that did not finish says so", async () => {
  expect(await print({ cases: [{ case: {} }], finished: false })).toContain("Inconclusive: the run was not finished");
});

test("colours come only when they are wanted, and no escape sequence of a service gets through", async () => {
  const cases = failing({
    message: "\x1b[2Jgone",
    evidence: { response: { status: 200, headers: {}, body: "\x1b]0;t\x07" } },
  });
  expect(await print({ cases })).not.toContain("\x1b");
  expect(await print({ cases }, { color: true })).toContain("\x1b[31m");
});

test("a response body cannot give a CI system an order", async () => {
  const body = "::error::x\n::stop-commands::y\n##vso[task.complete]";
  const message = `${body}\n${"x".repeat(110)} ::error::wrapped`;
  const text = await print({
    cases: failing({ message, evidence: { response: { status: 200, headers: {}, body } } }),
  });
  expect(text).not.toMatch(/^\s*::/m);
  expect(text).not.toContain("##vso[");
});

test("a job's case is one line with its fault, and a failure tells its story", async () => {
  const text = await print({ cases: [sampleJobCase(), sampleJobCase({ fault: "latency", fenced: true })] });
  expect(text).toMatch(/^✗ fail +sql +stop-and-resume \(sql on postgres 18\) \d+ ms/m);
  expect(text).toMatch(/^✓ pass +sql +latency \(sql on postgres 18\) \d+ ms/m);
  expect(text).toMatch(/1\. #\d+, at 0\.100 s: w1 reserved job with token 4\.\n/);
  expect(text).not.toContain("a race");
});

test("more than three faults of a target are told together, properties against faults, in 120 columns", async () => {
  const faults = ["race", "kill", "latency", ...Array.from({ length: 11 }, (_, index) => `another-fault-${index}`)];
  const cases = [sampleJobCase(), ...faults.map((fault) => sampleJobCase({ fault, fenced: true }))];
  const text = await print({ cases });
  expect(text).toContain(
    "\n  sql on postgres 18\n    a stop-and-resume, b race, c kill, d latency, e another-fault-0, ",
  );
  expect(text).toMatch(/\n {4}single-effective-runner +✗ 1 +✓ \d+ +✓ \d+/);
  expect(text).toMatch(/\n {4}clock-tolerance +– +– +–/);
  const table = text.slice(text.indexOf("\n  sql on postgres 18\n")).split("\n");
  expect(Math.max(...table.map(({ length }) => length))).toBeLessThanOrEqual(120);
  expect(await print({ cases }, { quiet: true })).not.toContain("another-fault-1,");
});
