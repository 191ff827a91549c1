import { resolve } from "node:path";
import { TercetError, writeWhole } from "../../contracts/index.ts";
import type { ChangesReport } from "./model.ts";
import { changeFormat } from "./render.ts";

/** A file into which changes are written. */
export interface ChangesFile {
  write(report: ChangesReport): Promise<void>;
}

/**
 * The files that `FORMAT=FILE` asks for, relative ones seen from `directory`. All are looked at before anything is done.
 * Throws `TercetError` (`usage`) for an unknown format, a missing file, and a file that is named twice.
 */
export function changesFiles(wanted: readonly string[], directory: string): readonly ChangesFile[] {
  const files = wanted.map((text) => {
    const [, format = text, file = ""] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    const render = changeFormat(format);
    if (file === "")
      throw new TercetError("usage", `--report ${text}: the file is missing. Write --report ${format}=FILE.`);
    return { render, file: resolve(directory, file) };
  });
  const twice = files.find(({ file }, index) => files.findIndex((other) => other.file === file) !== index);
  if (twice !== undefined)
    throw new TercetError("usage", `Two reports would be written to ${twice.file}: name two files.`);
  return files.map(({ render, file }) => ({ write: (report) => writeWhole(file, render(report)) }));
}
