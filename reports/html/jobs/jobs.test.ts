import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCollector } from "../../model.ts";
import { accessibilityViolations, launchBrowser } from "../../testing/browser.ts";
import { type SampleJobCase, sampleHistory, sampleJobCase } from "../../testing/sample-job.ts";
import { sampleRun } from "../../testing/sample-run.ts";
import { renderHtml } from "../page.ts";

const folder = mkdtempSync(join(tmpdir(), "tercet-jobs-"));
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

function render(cases: readonly SampleJobCase[]): string {
  const collector = createCollector();
  for (const event of sampleRun({ command: "jobs verify sql", cases })) collector.add(event);
  return renderHtml(collector.report());
}

/** Opens a report from a file, as a reader does, and gathers whatever goes wrong on the page. */
async function open(cases: readonly SampleJobCase[], options: BrowserContextOptions = {}) {
  const file = join(folder, "report.html");
  writeFileSync(file, render(cases));
  const page = await browser.newPage(options);
  const troubles: string[] = [];
  page.on("console", (message) => troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("dialog", (dialog) => troubles.push(dialog.message()));
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) troubles.push(request.url());
  });
  await page.goto(pathToFileURL(file).href);
  return { page, troubles };
}

test("a violation is shown as swim lanes with leases by token, a band for the fault, and zombie acts in red", async () => {
  const { page, troubles } = await open([sampleJobCase()]);
  const lanes = page.locator(".lanes");
  await lanes.waitFor();
  expect(await lanes.locator(".name").allTextContents()).toEqual(["w1", "w2"]);
  expect(await lanes.locator(".token").allTextContents()).toEqual(["token 4", "token 5"]);
  expect(await lanes.locator(".band.stopped").count()).toBe(1);
  expect(await lanes.locator("text.fault").textContent()).toBe("stopped");
  const red = await lanes
    .locator(".mark.broken .glyph")
    .evaluateAll((glyphs) => glyphs.map((one) => getComputedStyle(one).stroke));
  expect(red).toEqual(["rgb(180, 35, 47)", "rgb(180, 35, 47)"]);
  expect(await lanes.locator(".tail").count()).toBe(1);
  expect(troubles).toEqual([]);
});

test("refused effects of an owner of the past are not red", async () => {
  const { page } = await open([sampleJobCase({ fenced: true })]);
  await page.locator(".case > summary").click();
  await page.locator(".lanes").waitFor();
  expect(await page.locator(".lanes .mark.effect.fail").count()).toBe(1);
  expect(await page.locator(".lanes .mark.broken").count()).toBe(0);
});

test("the numbers in a story lead to the events of the timeline", async () => {
  const { page } = await open([sampleJobCase()]);
  const story = page.locator(".story").first();
  const numbers = await story.locator("button").allTextContents();
  expect(numbers.length).toBeGreaterThan(4);
  await page.getByRole("button", { name: "Zoom in" }).click();
  for (const number of numbers) {
    await story.getByRole("button", { name: `${number}, show it in the timeline`, exact: true }).click();
    const label = await page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    expect(label).toContain(`${number}, `);
    expect(await page.locator(".told").textContent()).toBe(`${label}.`);
  }
  const cited = await page.locator(".cite").allTextContents();
  expect(cited).toEqual(expect.arrayContaining(numbers.slice(-1)));
});

test("the timeline is one stop of the tab key; arrow keys go from event to event and from lane to lane", async () => {
  const { page } = await open([sampleJobCase()]);
  await page.getByRole("button", { name: "All", exact: true }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  const label = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
  await page.keyboard.press("Home");
  const first = await label();
  expect(first).toContain("w1 reserved job with token 4");
  await page.keyboard.press("ArrowRight");
  expect(await label()).toMatch(/^#3, /);
  await page.keyboard.press("ArrowDown");
  expect(await label()).toContain("w2 ");
  await page.keyboard.press("End");
  expect(await label()).toContain("w2 did finish job");
  const before = await page.locator("figcaption").first().textContent();
  await page.keyboard.press("+");
  expect(await page.locator("figcaption").first().textContent()).not.toBe(before);
  expect(await label()).toContain("w2 did finish job");
  await page.keyboard.press("Tab");
  expect(await label()).not.toContain("#");
});

test("plain controls show more or less of the time, and say where there is no more", async () => {
  const { page } = await open([sampleJobCase()]);
  const caption = () => page.locator(".timeline figcaption").textContent();
  const start = await caption();
  await page.getByRole("button", { name: "Zoom in" }).click();
  expect(await caption()).not.toBe(start);
  await page.getByRole("button", { name: "All", exact: true }).click();
  expect(await caption()).toContain(" to 1.40 s of 1.40 s");
  for (const name of ["Zoom out", "← Earlier", "Later →", "All"]) {
    expect(await page.getByRole("button", { name, exact: true }).getAttribute("aria-disabled")).toBe("true");
  }
  await page.getByRole("button", { name: "Violation" }).click();
  expect(await caption()).toBe(start);
});

test("takeovers are a histogram against the bound, with the figures as text", async () => {
  const one = sampleJobCase();
  one.job.takeovers = { milliseconds: [1010, 250, 300, 1000], boundMilliseconds: 1000 };
  const { page } = await open([one]);
  const figure = page.locator(".takeovers");
  const text = "4 takeovers, the median after 0.30 s, the longest after 1.01 s, the bound is 1.00 s, 1 came later";
  expect(await figure.locator("figcaption").textContent()).toContain(text);
  expect(await figure.getByRole("img").getAttribute("aria-label")).toBe(text);
  expect(await figure.locator("rect.timely").count()).toBe(2);
  expect(await figure.locator("rect.late").count()).toBe(1);
});

test("the matrix tells each property under each fault, and each cell leads to its case", async () => {
  const cases = [
    sampleJobCase(),
    sampleJobCase({ fenced: true, fault: "latency" }),
    sampleJobCase({ fenced: true, fault: "latency", id: "job/sql/latency/again" }),
  ];
  const { page } = await open(cases);
  await page.getByRole("heading", { name: "Properties under faults: sql on postgres 18" }).waitFor();
  const broken = page.getByRole("link", {
    name: /^single-effective-runner under stop-and-resume: violated 1 of \d+ times$/,
  });
  expect(await broken.textContent()).toContain("✗");
  const held = page.getByRole("link", { name: /^single-effective-runner under latency: held \d+ times, in 2 cases$/ });
  await held.click();
  expect(page.url()).toMatch(/#job\/sql\/latency$/);
  expect(await page.locator("[id='job/sql/latency']").getAttribute("open")).not.toBeNull();
  await page.getByText("Each of the 3 cases").click();
  await page.getByRole("link", { name: "no-zombie-write under stop-and-resume: violated 1 of 1 time" }).last().click();
  expect(page.url()).toMatch(/#job\/sql\/stop-and-resume$/);
});

test("the raw history can be taken out of the page as it was recorded", async () => {
  const { page } = await open([sampleJobCase()], { acceptDownloads: true });
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the raw history" }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe("sql-stop-and-resume-1807.ndjson");
  const lines = readFileSync(await download.path(), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const { header, events } = sampleHistory();
  expect(lines).toEqual(JSON.parse(JSON.stringify([header, ...events])));
});

test("names with markup are text: they neither run nor break the page", async () => {
  const hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'<!--";
  const one = sampleJobCase({ workers: [hostile, "w2"], fault: hostile, id: "job/sql/hostile" });
  one.job.target = hostile;
  const { page, troubles } = await open([one]);
  expect(await page.locator(".lanes .name").allTextContents()).toContain(hostile);
  expect(await page.locator(".mark.broken").first().getAttribute("aria-label")).toContain(hostile);
  expect(await page.getByRole("heading", { name: "Properties under faults" }).textContent()).toContain(hostile);
  expect(await page.locator("img, script:not([type]) ~ script").count()).toBe(0);
  expect(troubles).toEqual([]);
});

test.each(["light", "dark"] as const)("has no accessibility violation in its %s colours", async (colorScheme) => {
  const { page } = await open([sampleJobCase(), sampleJobCase({ fault: "latency", fenced: true })], { colorScheme });
  await page.locator(".lanes").first().waitFor();
  expect(await accessibilityViolations(page)).toEqual([]);
});

test("on a narrow screen nothing but the tables scrolls sideways, and the timeline is drawn for it", async () => {
  const { page } = await open([sampleJobCase()], { viewport: { width: 400, height: 800 } });
  await page.locator(".lanes").waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
  const width = await page.locator(".lanes").evaluate((lanes) => lanes.getBoundingClientRect().width);
  expect(await page.locator(".lanes").getAttribute("viewBox")).toMatch(new RegExp(`^0 0 ${Math.round(width)} `));
  await page.setViewportSize({ width: 1200, height: 800 });
  await page.waitForFunction(() => !document.querySelector(".lanes")?.getAttribute("viewBox")?.startsWith("0 0 3"));
});

test("on paper there are the lanes and no controls", async () => {
  const { page } = await open([sampleJobCase()]);
  await page.locator(".lanes").waitFor();
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(".lanes").isVisible()).toBe(true);
  expect(await page.getByRole("button", { name: "Zoom in" }).isVisible()).toBe(false);
  expect(await page.getByRole("searchbox").isVisible()).toBe(false);
  expect(await page.locator(".story button").first().isVisible()).toBe(true);
});

test("sixty failures with long histories make a page of bounded size that opens at once; the others say so", async () => {
  const cases = Array.from({ length: 60 }, (_, index) =>
    sampleJobCase({ polls: 3_000, id: `job/sql/stop-and-resume/${index}` }),
  );
  const text = render(cases);
  expect(text.length).toBeLessThan(3_000_000);
  const { page, troubles } = await open(cases);
  await page.locator(".lanes").first().waitFor();
  expect(await page.locator("*").count()).toBeLessThan(8_000);
  expect(await page.locator(".timeline figcaption").first().textContent()).toMatch(
    /1\d{3} far from violations and faults/,
  );
  await page.locator(".case").last().locator("summary").first().click();
  expect(await page.locator(".case").last().textContent()).toContain("The timeline is left out");
  expect(troubles).toEqual([]);
});
