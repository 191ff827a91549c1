import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCollector } from "../model.ts";
import { launchBrowser } from "../testing/browser.ts";
import { type SampleRun, sampleFinding, sampleRun } from "../testing/sample-run.ts";
import { renderJunit } from "./junit.ts";

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
});
afterAll(() => browser.close());

function render(run: SampleRun): string {
  const collector = createCollector();
  for (const event of sampleRun(run)) collector.add(event);
  return renderJunit(collector.report());
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Element[];
}

/** Parses with the browser's XML parser, which refuses what is not well-formed. */
function parse(xml: string): Promise<Element> {
  return page.evaluate((text) => {
    const document = new DOMParser().parseFromString(text, "text/xml");
    const error = document.querySelector("parsererror");
    if (error !== null) throw new Error(error.textContent ?? "");
    const read = (node: globalThis.Element): Element => ({
      name: node.tagName,
      attributes: Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value])),
      text: node.textContent ?? "",
      children: [...node.children].map(read),
    });
    return read(document.documentElement);
  }, xml);
}
const testcases = (root: Element) =>
  root.children.flatMap((suite) => suite.children.filter((child) => child.name === "testcase"));

test("suites, counts and testcases agree; each testcase has exactly one system-out", async () => {
  const root = await parse(render({}));
  expect(root.name).toBe("testsuites");
  expect(root.children.map((suite) => suite.attributes.name)).toEqual([
    "carts",
    "customers",
    "products",
    "ordering",
    "sql",
  ]);
  const cases = testcases(root);
  expect(root.attributes).toMatchObject({ tests: String(cases.length), failures: "4", errors: "1", skipped: "3" });
  for (const suite of root.children) {
    const own = testcases({ ...root, children: [suite] });
    expect(suite.attributes.tests).toBe(String(own.length));
    expect(suite.attributes.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    for (const one of own) {
      expect(one.attributes.classname).toBe(suite.attributes.name);
      expect(one.children.filter((child) => child.name === "system-out")).toHaveLength(1);
    }
  }
});

test("a verdict becomes failure, error or skipped, with its reason; the failure holds the replay line", async () => {
  const cases = testcases(await parse(render({})));
  const outcome = (name: string) =>
    cases.find((one) => one.attributes.name === name)?.children.find((child) => child.name !== "system-out");
  expect(outcome("Each service validates its input")).toBeUndefined();
  expect(outcome("Calls to other services are throttled")?.attributes.message).toBe(
    "The contract declares no dependencies.",
  );
  expect(outcome("A minor cannot buy wine [dc2]")).toMatchObject({ name: "error" });
  const failure = outcome("A worker is stopped between check and action");
  expect(failure).toMatchObject({ name: "failure" });
  expect(failure?.text).toContain("replay tercet jobs verify sql");
});

test("the clean-up is a testcase of its own: it does not hide the scenario's verdict", async () => {
  const cases = testcases(await parse(render({})));
  const scenario = cases.filter((one) => one.attributes.name?.startsWith("A customer can order a home delivery"));
  expect(scenario.map((one) => [one.attributes.name, one.children[0]?.name])).toEqual([
    ["A customer can order a home delivery [dc1]", "system-out"],
    ["A customer can order a home delivery [dc1] (clean-up)", "failure"],
  ]);
});

test("names are unique, and the location stands in them", async () => {
  const one = (location?: string) => ({ case: { title: "Same", ...(location === undefined ? {} : { location }) } });
  const cases = testcases(await parse(render({ cases: [one(), one(), one("dc1"), one("dc2")] })));
  expect(cases.map((each) => each.attributes.name)).toEqual(["Same", "Same (2)", "Same [dc1]", "Same [dc2]"]);
});

test("whatever a service answers, the file is well-formed and says the same", async () => {
  const hostile = "a ]]> <b> & \"q\" 'q' \u0000\u0008\u001b\ufffe\ud800 🍏\ttab\nline";
  const finding = sampleFinding({
    message: hostile,
    operation: hostile,
    evidence: { response: { status: 200, headers: {}, body: hostile } },
  });
  const root = await parse(
    render({
      cases: [{ case: { title: hostile, subject: hostile }, verdict: "fail", message: hostile, findings: [finding] }],
    }),
  );
  const [one] = testcases(root);
  expect(one?.attributes.name).toBe("a ]]> <b> & \"q\" 'q' \ufffd\ufffd\ufffd\ufffd\ufffd 🍏\ttab\nline");
  expect(one?.children[0]?.text).toContain("< a ]]> <b> &");
});

test("a run without cases gives a file, too", async () => {
  expect((await parse(render({ cases: [] }))).attributes.tests).toBe("0");
});
