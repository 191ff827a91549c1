// Judges or parses one history in a process of its own, and prints what that took as JSON:
// node measure.ts FILE columnar|ndjson|parsed.
import { openSync, readSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createHistoryChecker, type HistoryChecker } from "../../reservation/history/check.ts";
import { judgeHistoryFile } from "../../reservation/history/judge-file.ts";
import type { Judgement } from "../../reservation/history/judgement.ts";
import { createHistoryScanner } from "../../reservation/history/scan.ts";
import type { Form, Measured } from "./measured.ts";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const [file = "", form] = process.argv.slice(2);
const measure = { columnar: judgeColumns, ndjson: judgeText, parsed: parseLines }[form as Form];
const { milliseconds, judgements, keptBytes } = await measure();
const measured: Measured = {
  milliseconds,
  ...(keptBytes === undefined ? {} : { keptMegabytes: keptBytes / 2 ** 20 }),
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
  violated: judgements.filter(({ verdict }) => verdict === "violated").map(({ property }) => property),
};
process.stdout.write(JSON.stringify(measured));

interface Judged {
  readonly milliseconds: number;
  readonly judgements: readonly Judgement[];
  readonly keptBytes?: number;
}

async function judgeText(): Promise<Judged> {
  const started = processorMilliseconds();
  const { judgements } = await judgeHistoryFile(file);
  return { milliseconds: processorMilliseconds() - started, judgements };
}

/** Columns are filled from the file as well, and the time for that does not count; nor does another thread read on meanwhile. */
function judgeColumns(): Judged {
  let checker: HistoryChecker | undefined;
  let milliseconds = 0;
  const scanner = createHistoryScanner(file, {
    header(header) {
      checker = createHistoryChecker(header);
    },
    events(columns) {
      const started = processorMilliseconds();
      checker?.observe(columns);
      milliseconds += processorMilliseconds() - started;
    },
  });
  for (const chunk of chunks()) scanner.write(chunk);
  scanner.end();
  // In a function of its own, whose frame does not keep the checker alive when it is to be collected.
  const judgements = (() => checker?.judgements(() => undefined) ?? [])();
  const withChecker = usedBytes();
  checker = undefined;
  return { milliseconds, judgements, keptBytes: withChecker - usedBytes() };
}

/** What a reader does at the least that takes lines as JSON. */
function parseLines(): Judged {
  const started = processorMilliseconds();
  const decoder = new TextDecoder();
  let rest = "";
  for (const chunk of chunks()) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) JSON.parse(line);
  }
  return { milliseconds: processorMilliseconds() - started, judgements: [] };
}

/** The bytes of the file; each part is overwritten by the next one. */
function* chunks(): Generator<Uint8Array> {
  const descriptor = openSync(file, "r");
  const buffer = new Uint8Array(256 * 1024);
  for (let bytesRead = readSync(descriptor, buffer); bytesRead > 0; bytesRead = readSync(descriptor, buffer)) {
    yield buffer.subarray(0, bytesRead);
  }
}

/** Of all threads of this process, so that what collects garbage and compiles counts as well. */
function processorMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function usedBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
