import { expect, test } from "vitest";
import type { Finding } from "../../contracts/index.ts";
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

test("the same failure on ten operations is one block that lists them", async () => {
  const operations = Array.from({ length: 10 }, (_, index) => `operation${index}`);
  const text = await print({ cases: failing(...operations.map((operation) => ({ operation }))) });
  expect(text.match(/must be refused/g)).toHaveLength(1);
  expect(text).toContain("expired-token on 10 operations");
  expect(text).toContain(operations.join(", "));
});

test("many different messages of one check are bounded and the rest is counted", async () => {
  const messages = Array.from({ length: 8 }, (_, index) => ({ message: `Message ${index}.` }));
  const text = await print({ cases: failing(...messages) });
  expect(text).toContain("Message 2.");
  expect(text).not.toContain("Message 3.");
  expect(text).toContain("and 5 more");
});

test("a skipped case says why in its line, a skipped finding in one of its own", async () => {
  const skipped = sampleFinding({ verdict: "skipped", message: "No signing key is given." });
  const text = await print({
    cases: [
      { case: { title: "Calls are throttled" }, verdict: "skipped", message: "No dependency is declared." },
      { case: {}, findings: [skipped, { ...skipped, operation: "other" }] },
    ],
  });
  expect(text).toMatch(/– skipped +carts +json-only: No dependency is declared\.\n/);
  expect(
    text.match(/– authenticated-requests\/expired-token \(2 operations\): No signing key is given\./g),
  ).toHaveLength(1);
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
  const text = await print({
    cases: failing({ message: body, evidence: { response: { status: 200, headers: {}, body } } }),
  });
  expect(text).not.toMatch(/^\s*::/m);
  expect(text).not.toContain("##vso[");
});
