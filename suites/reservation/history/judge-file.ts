import { closeSync, openSync, readSync, statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { TercetError } from "../../../contracts/index.ts";
import { createHistoryChecker, type HistoryChecker, type JudgedHistory } from "./check.ts";
import { type HistoryHeader, historyEventSchema } from "./event.ts";
import { createExcerpt, type Excerpt } from "./excerpt.ts";
import { createLineSplitter } from "./lines.ts";
import { createHistoryScanner } from "./scan.ts";

const chunkBytes = 256 * 1024;
/** Chunks between which nothing else happens in the process: some tenths of a second. */
const chunksAtATime = 128;

/**
 * Judges a history in an NDJSON file, with constant memory; what violations cite is read in a second pass. `source` names
 * the file in errors. Throws `TercetError` (`usage`) where it cannot be read, or with the number of the first bad line and
 * the reason.
 */
export async function judgeHistoryFile(file: string, source = file): Promise<JudgedHistory> {
  let header: HistoryHeader | undefined;
  let checker: HistoryChecker | undefined;
  const scanner = createHistoryScanner(source, {
    header(read) {
      header = read;
      checker = createHistoryChecker(read);
    },
    events: (columns) => checker?.observe(columns),
  });
  await readChunks(file, source, scanner.write);
  scanner.end();
  if (header === undefined || checker === undefined) throw new Error("the scanner gave no header");
  const spans = checker.spans();
  const excerpt = spans.length === 0 ? new Map() : await readExcerpt(file, source, spans);
  return { header, judgements: checker.judgements((number) => excerpt.get(number)), excerpt };
}

/** Reads in this thread: what another one reads lies in another processor's cache, which costs a fifth of the whole time. */
async function readChunks(file: string, source: string, write: (bytes: Uint8Array) => void): Promise<void> {
  const orRefuse = <T>(access: () => T): T => {
    try {
      return access();
    } catch (cause) {
      const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
      throw new TercetError("usage", `The history ${source} cannot be read (${reason}): give a readable NDJSON file.`, {
        place: { file: source },
        cause,
      });
    }
  };
  // A pipe has nothing left for the second pass, and one that nobody writes to would be waited for without an end.
  orRefuse(() => {
    if (!statSync(file).isFile()) throw Object.assign(new Error("not a file"), { code: "it is not a regular file" });
  });
  const descriptor = orRefuse(() => openSync(file, "r"));
  try {
    const buffer = new Uint8Array(chunkBytes);
    for (let count = 1; ; count++) {
      const bytesRead = orRefuse(() => readSync(descriptor, buffer));
      if (bytesRead === 0) return;
      write(buffer.subarray(0, bytesRead));
      if (count % chunksAtATime === 0) await setImmediate();
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Every line was judged before, so each is an event. */
async function readExcerpt(
  file: string,
  source: string,
  spans: readonly { readonly events: readonly number[] }[],
): Promise<Excerpt> {
  const collected = createExcerpt(spans);
  const last = Math.max(...spans.flatMap(({ events }) => events));
  const decoder = new TextDecoder();
  let number = -1;
  const lines = createLineSplitter(Number.POSITIVE_INFINITY, {
    take(bytes, start, end) {
      number++;
      if (number === 0 || number > last) return;
      collected.observe(historyEventSchema.parse(JSON.parse(decoder.decode(bytes.subarray(start, end)))), number);
    },
  });
  await readChunks(file, source, lines.write);
  return collected.excerpt;
}
