import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, extname, join, relative } from "node:path";
import {
  type Event,
  listContracts,
  loadContract,
  loadRules,
  readEvents,
  readReleased,
  redactEvent,
  rulesFileOf,
  TercetError,
} from "../../contracts/index.ts";
import { renderJson } from "../formats/json.ts";
import { html } from "../html/markup.ts";
import { renderHtml } from "../html/page.ts";
import { createCollector, type Report } from "../model.ts";
import { type IndexEntry, renderContractIndex } from "./contract-index.ts";
import { renderContractPage } from "./contract-page.ts";
import { replaceFolder } from "./folder.ts";

/** What a site is made of and where it goes to. */
export interface SiteOptions {
  /** Folder of contracts; none: a site without them. */
  readonly catalog: string;
  /** Event logs, which together become one report; at least one. */
  readonly events: readonly string[];
  readonly out: string;
  /** Told what a reader should know, such as a log that was cut. */
  readonly note: (message: string) => void;
}

/**
 * Builds a static folder, ready for any host: `index.html` (the report), `runs/N.ndjson` and `runs/N.json` (each log as
 * such, and as JSON report), `contracts/` (a page for each version). The same input gives the same files. Throws
 * `TercetError` where a log or contract cannot be used, or the folder was not made by this.
 */
export async function buildSite(options: SiteOptions): Promise<Report> {
  if (options.events.length === 0) throw new TercetError("usage", "A report needs at least one event log.");
  const logs = await Promise.all(options.events.map((file) => collect(file, options.note)));
  const report = reportOf(logs.flat());
  await replaceFolder(options.out, async (folder) => {
    const navigation = html`<nav aria-label="Site"><a href="contracts/index.html">Contracts</a>${logs.map((_, index) => html` <a href="runs/${index + 1}.ndjson">Event log${logs.length > 1 && ` ${index + 1}`}</a>`)}</nav>`;
    await writePage(join(folder, "index.html"), renderHtml(report, navigation));
    for (const [index, events] of logs.entries()) {
      const name = join(folder, "runs", String(index + 1));
      await writePage(`${name}.ndjson`, events.map((event) => `${JSON.stringify(event)}\n`).join(""));
      await writePage(`${name}.json`, renderJson(reportOf(events)));
    }
    await writeContracts(options.catalog, join(folder, "contracts"));
  });
  return report;
}

/** A log may have been written by another program: what looks like a credential is removed here too. */
async function collect(file: string, note: (message: string) => void): Promise<readonly Event[]> {
  const events: Event[] = [];
  for await (const event of readEvents(file, note)) events.push(redactEvent(event));
  return events;
}

function reportOf(events: readonly Event[]): Report {
  const collector = createCollector();
  for (const event of events) collector.add(event);
  return collector.report();
}

async function writeContracts(catalog: string, folder: string): Promise<void> {
  const released = await readReleased(catalog);
  const entries: IndexEntry[] = [];
  for (const { file, service, version } of await listContracts(catalog)) {
    const contract = await loadContract(file);
    const rulesFile = rulesFileOf(contract);
    const rules = rulesFile === undefined ? undefined : await loadRules(rulesFile);
    const raw = `${version}${extname(file)}`;
    const isReleased = relative(catalog, file).replaceAll("\\", "/") in released;
    const navigation = html`<nav aria-label="Site"><a href="../../index.html">Report</a> <a href="../index.html">Contracts</a></nav>`;
    const page = renderContractPage({ contract, released: isReleased, rules, navigation, raw });
    await writePage(join(folder, service, `${version}.html`), page);
    await copyFile(file, join(folder, service, raw));
    entries.push({
      service,
      version,
      released: isReleased,
      operations: contract.operations.length,
      rules: rules?.workflows.length ?? 0,
      description: (contract.document.info as { description?: string } | undefined)?.description ?? "",
      href: `${encodeURIComponent(service)}/${encodeURIComponent(version)}.html`,
    });
  }
  const navigation = html`<nav aria-label="Site"><a href="../index.html">Report</a></nav>`;
  await writePage(join(folder, "index.html"), renderContractIndex(entries, navigation));
}

async function writePage(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
