import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "@playwright/test";
import packed from "@sparticuz/chromium";

/** Where Linux distributions put Chromium; `CHROMIUM` names another one. */
const system = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** A real browser: the system's where there is one, else the one that comes from the package registry. */
export async function launchBrowser(): Promise<Browser> {
  const found = system.find((path) => path !== undefined && existsSync(path));
  if (found !== undefined) return chromium.launch({ executablePath: found, args: ["--no-sandbox"] });
  return chromium.launch({ executablePath: await packed.executablePath(), args: packed.args });
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds wrong with a page, a line for each rule; the page's own policy does not hold for this script. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    type Results = { violations: { id: string; nodes: { html: string }[] }[] };
    const { run } = (globalThis as unknown as { axe: { run(): Promise<Results> } }).axe;
    const { violations } = await run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  });
}
