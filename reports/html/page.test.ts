import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCollector } from "../model.ts";
import { accessibilityViolations, launchBrowser } from "../testing/browser.ts";
import { type SampleRun, sampleFinding, sampleRun } from "../testing/sample-run.ts";
import { renderHtml } from "./page.ts";

const folder = mkdtempSync(join(tmpdir(), "tercet-html-"));
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** Opens a report from a file, as a reader does, and gathers whatever goes wrong on the page. */
async function open(run: SampleRun, options: BrowserContextOptions & { anchor?: string } = {}) {
  const collector = createCollector();
  for (const event of sampleRun(run)) collector.add(event);
  const file = join(folder, "report.html");
  writeFileSync(file, renderHtml(collector.report()));
  const page = await browser.newPage(options);
  const troubles: string[] = [];
  page.on("console", (message) => troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("dialog", (dialog) => troubles.push(dialog.message()));
  page.on("request", (request) => {
    if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) troubles.push(request.url());
  });
  await page.goto(pathToFileURL(file).href + (options.anchor ?? ""));
  return { page, troubles };
}
const visibleTitles = (page: Page) => page.locator(".case:not([hidden]) > summary .title").allTextContents();

test("opens in a browser without a network request and without an error, and says the verdict", async () => {
  const { page, troubles } = await open({});
  expect(await page.locator("h1").textContent()).toBe("Failed");
  expect(await page.locator(".hero").textContent()).toContain("4 of 16 cases failed, 1 inconclusive");
  expect(await page.title()).toBe("failed – verify carts --environment demo");
  expect(troubles).toEqual([]);
});

test("the matrix leads from a guarantee of a service to the case", async () => {
  const { page } = await open({});
  await page.getByRole("link", { name: "authenticated-requests of service carts: fail" }).click();
  const target = page.locator("[id='verify/carts/authenticated-requests']");
  expect(await target.getAttribute("open")).not.toBeNull();
  expect(page.url()).toContain("#verify/carts/authenticated-requests");
});

test("an address with an anchor opens that case, whatever its state was", async () => {
  const { page } = await open({}, { anchor: "#jobs/sql/stop-and-resume" });
  const story = page.locator("[id='jobs/sql/stop-and-resume'] .story li");
  expect(await story.allTextContents()).toContain("w1 sent the order a second time");
});

test("a failure shows rule, request, response, smallest input and a replay line to copy", async () => {
  const { page } = await open({}, { permissions: ["clipboard-read", "clipboard-write"] });
  const one = page.locator("[id='verify/products/input-validation']");
  const text = await one.locator(".body").innerText();
  for (const part of [
    "input-validation/missing-property",
    "createProduct",
    "POST https://127.0.0.1:40125/v1/products",
    "201",
  ]) {
    expect(text).toContain(part);
  }
  expect(text).toContain("Smallest input that shows it");
  const button = one.getByRole("button", { name: "Copy the replay line" }).first();
  await button.click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^tercet verify carts .*--seed 1807$/);
});

test("the filter by text finds cases and their findings, and says when nothing fits", async () => {
  const { page, troubles } = await open({});
  await page.getByRole("searchbox").fill("expired-token checkout");
  expect(await visibleTitles(page)).toEqual(["Every request is authenticated"]);
  expect(await page.getByRole("status").textContent()).toBe("1 of 16 cases");
  expect(await page.locator(".case:not([hidden]) .findings code").allTextContents()).toEqual(["checkOut"]);
  await page.getByRole("searchbox").fill("no such thing");
  expect(await page.locator("#nothing").isVisible()).toBe(true);
  expect(troubles).toEqual([]);
});

test("the filters by verdict add up, and are taken back", async () => {
  const { page } = await open({});
  const failed = page.getByRole("button", { name: "4 failed" });
  await failed.click();
  expect(await visibleTitles(page)).toHaveLength(4);
  await page.getByRole("button", { name: "1 inconclusive" }).click();
  expect(await visibleTitles(page)).toHaveLength(5);
  await failed.click();
  expect(await visibleTitles(page)).toHaveLength(1);
});

test("hostile content is text: it neither runs nor breaks the page", async () => {
  const hostile =
    "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'><!--<script>alert(3)</style></template> javascript:alert(4)";
  const evidence = {
    request: { method: hostile, url: `https://x/${hostile}`, headers: { [hostile]: hostile }, body: hostile },
    response: { status: 200, headers: { [hostile]: [hostile, hostile] }, body: hostile },
    input: { [hostile]: hostile },
    story: [hostile],
  };
  const finding = sampleFinding({ message: hostile, operation: hostile, check: hostile, evidence, replay: hostile });
  const { page, troubles } = await open({
    command: hostile,
    cases: [
      {
        case: { id: hostile, title: hostile, subject: hostile, location: hostile },
        verdict: "fail",
        message: hostile,
        steps: [{ title: hostile, verdict: "fail", durationMilliseconds: 1, message: hostile }],
        cleanup: { verdict: "fail", message: hostile },
        measurements: { [hostile]: 1 },
        findings: [finding],
        replay: hostile,
      },
    ],
  });
  expect(await page.locator(".case .findings p").textContent()).toBe(hostile);
  expect(await page.locator("img, script:not([type]) ~ script").count()).toBe(0);
  expect(await page.locator(".evidence pre").first().textContent()).toContain(hostile);
  expect(troubles).toEqual([]);
});

test.each(["light", "dark"] as const)("has no accessibility violation in its %s colours", async (colorScheme) => {
  const { page } = await open({}, { colorScheme });
  expect(await accessibilityViolations(page)).toEqual([]);
});

test("thousands of findings stay usable: details are made when they are opened", async () => {
  const findings = Array.from({ length: 2_000 }, (_, index) => sampleFinding({ operation: `operation${index}` }));
  const cases = Array.from({ length: 5 }, (_, index) => ({
    case: { id: `verify/s${index}/data-only` },
    verdict: "fail" as const,
    findings,
  }));
  const { page, troubles } = await open({ cases });
  expect(await page.locator(".findings > li").count()).toBe(3 * 50);
  const more = page.getByRole("button", { name: "Show 50 of 1950 more" }).first();
  await more.click();
  expect(await page.locator(".findings > li").count()).toBe(4 * 50);
  await page.getByRole("searchbox").fill("operation1999");
  expect(await page.locator(".case[open] .findings > li").count()).toBe(3);
  expect(troubles).toEqual([]);
});

test("the same report twice gives the same bytes", () => {
  const render = () => {
    const collector = createCollector();
    for (const event of sampleRun()) collector.add(event);
    return renderHtml(collector.report());
  };
  expect(render()).toBe(render());
});
