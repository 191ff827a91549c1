import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessibilityViolations, launchBrowser } from "../testing/browser.ts";
import { sampleRun } from "../testing/sample-run.ts";
import { buildSite } from "./build.ts";

// The catalog of the repository: its pages are what a reader of the worked example sees.
const catalog = new URL("../../contracts/catalog", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "tercet-pages-"));
let browser: Browser;
beforeAll(async () => {
  const log = join(folder, "run.ndjson");
  writeFileSync(
    log,
    sampleRun()
      .map((event) => `${JSON.stringify(event)}\n`)
      .join(""),
  );
  await buildSite({ catalog, events: [log], out: join(folder, "site"), note: () => {} });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

test("the way from the report to a contract and back works from a file, without a network", async () => {
  const page = await browser.newPage();
  const troubles: string[] = [];
  page.on("console", (message) => troubles.push(message.text()));
  page.on("requestfailed", (request) => troubles.push(request.url()));
  await page.goto(pathToFileURL(join(folder, "site", "index.html")).href);
  await page.getByRole("link", { name: "Contracts" }).click();
  await page
    .locator("section", { has: page.getByRole("heading", { name: "carts" }) })
    .getByRole("link")
    .first()
    .click();
  expect(await page.locator("h1").textContent()).toMatch(/^carts \d/);
  await page.getByRole("link", { name: "Report" }).click();
  expect(await page.locator("h1").textContent()).toBe("Failed");
  expect(troubles).toEqual([]);
});

test("every link within a contract page has its target", async () => {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(folder, "site", "contracts", "orders", "1.0.0.html")).href);
  const lost = await page.evaluate(() =>
    [...document.querySelectorAll("a[href^='#']")]
      .map((link) => decodeURIComponent(link.getAttribute("href") ?? "").slice(1))
      .filter((id) => document.getElementById(id) === null),
  );
  expect(lost).toEqual([]);
});

test.each(["contracts/index.html", "contracts/customers/1.1.0.html"])(
  "%s has no accessibility violation",
  async (path) => {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await browser.newPage({ colorScheme });
      await page.goto(pathToFileURL(join(folder, "site", path)).href);
      await page.evaluate(() => {
        // All parts occur among the first ones; a page with everything unfolded would take a minute to judge.
        for (const section of [...document.querySelectorAll(".operation ~ section")]) section.remove();
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      expect(await accessibilityViolations(page)).toEqual([]);
    }
  },
);
