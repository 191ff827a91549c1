import type { z } from "zod";
import { TercetError } from "../../../contracts/index.ts";
import { appendEvent, createColumns, type HistoryColumns } from "./columns.ts";
import { type HistoryHeader, historyEventSchema, historyHeaderSchema } from "./event.ts";
import { createLineSplitter } from "./lines.ts";
import { createLineScanner, lookAhead } from "./scan-line.ts";

/** Events that are handed over together. */
const batchSize = 2048;
/** No line is longer; who writes one has forgotten the line feeds. */
const longestLineBytes = 1024 * 1024;

/** Receives a history part by part. */
export interface HistoryReceiver {
  header(header: HistoryHeader): void;
  /** The next events; the columns are filled anew afterwards. */
  events(columns: HistoryColumns): void;
}

/** Takes the bytes of a history as they come. */
export interface HistoryScanner {
  /** The bytes are not kept. Throws `TercetError` (`usage`) with the number of the first bad line and the reason. */
  write(bytes: Uint8Array): void;
  /** Hands over what is left. Throws the same where the last line is cut off. */
  end(): void;
}

/** Makes a scanner of NDJSON with constant memory, however long the history is; `source` names it in errors. */
export function createHistoryScanner(source: string, receiver: HistoryReceiver): HistoryScanner {
  const columns = createColumns(batchSize);
  let lineNumber = 0;
  /** The time of the last event that was handed over. */
  let latest = 0;

  function takeLine(bytes: Uint8Array, start: number, end: number): void {
    lineNumber++;
    if (lineNumber === 1) {
      receiver.header(parseLine(bytes, start, end, historyHeaderSchema));
      return;
    }
    appendEvent(columns, parseLine(bytes, start, end, historyEventSchema));
    tookEvent();
  }

  /** Lines of events of the usual form; the header is none. */
  function quickIn(bytes: Uint8Array): (start: number) => number {
    const scanLine = createLineScanner(bytes, columns);
    return (start) => {
      if (lineNumber === 0) return -1;
      const behind = scanLine(start);
      if (behind < 0) return -1;
      lineNumber++;
      tookEvent();
      return behind;
    };
  }

  function tookEvent(): void {
    const { length, time: times } = columns;
    const time = times[length - 1] as number;
    const before = length === 1 ? latest : (times[length - 2] as number);
    if (time < before) throw bad(source, lineNumber, `/time: ${time} is before ${before} of an earlier line`);
    if (length === batchSize) flush();
  }

  function parseLine<S extends z.ZodType>(bytes: Uint8Array, start: number, end: number, schema: S): z.output<S> {
    const parsed = schema.safeParse(parseJson(bytes.subarray(start, end)));
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw bad(source, lineNumber, `/${issue?.path.join("/")}: ${issue?.message}`);
  }

  function parseJson(bytes: Uint8Array): unknown {
    try {
      return JSON.parse(decoder.decode(bytes));
    } catch (error) {
      throw bad(source, lineNumber, `not JSON: ${(error as Error).message}`);
    }
  }

  function flush(): void {
    if (columns.length === 0) return;
    latest = columns.time[columns.length - 1] as number;
    receiver.events(columns);
    columns.length = 0;
  }

  const lines = createLineSplitter(longestLineBytes, { take: takeLine, quick: { lookAhead, in: quickIn } });
  return {
    write(bytes) {
      lines.write(bytes);
      if (lines.isTooLong()) throw bad(source, lineNumber + 1, `the line is longer than ${longestLineBytes} bytes`);
    },
    end() {
      if (lines.isCutOff()) throw bad(source, lineNumber + 1, "the line is cut off: it does not end with a line feed");
      if (lineNumber === 0) throw bad(source, 1, "the file is empty; the first line is the header");
      flush();
    },
  };
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function bad(file: string, line: number, reason: string): TercetError {
  return new TercetError(
    "usage",
    `${file}, line ${line}, is not part of a history: ${reason}. suites/reservation/README.md describes the format.`,
    { place: { file, rule: `line ${line}` } },
  );
}
