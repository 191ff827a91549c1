import { mkdir, open, readdir, readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { canonical, type Fact, TercetError, writeWhole } from "../../../contracts/index.ts";
import { checkFacts } from "./check-facts.ts";
import { readContentFile } from "./content-file.ts";
import type { FactStore } from "./fact-store.ts";
import { readLines } from "./read-lines.ts";
import { shelfOf } from "./shelf.ts";

/** Lines are facts of their own, in any order: both sides of a merge are kept. */
const attributes = "*.ndjson text eol=lf merge=union\n/content/** -text\n";

/** Files that are read at once: more would only run out of descriptors. */
const concurrency = 64;

/**
 * Keeps facts as NDJSON, `<folder>/<shelf>.ndjson`, one fact a line, and contents as `<folder>/content/<digest>.json`: to
 * be reviewed and merged in a repository. A line is added by a single write to the end of its file, so that writers side
 * by side do not tear each other's lines.
 */
export function openFileStore(folder: string): FactStore {
  const fileOf = (shelf: string) => join(folder, `${shelf}.ndjson`);
  const contentOf = (digest: string) => join(folder, "content", `${digest.replaceAll(":", "-")}.json`);
  const readShelf = async (shelf: string): Promise<readonly Fact[]> => {
    const file = fileOf(shelf);
    const text = await readIfThere(file);
    if (text === undefined) return [];
    // A file system that ignores case may have put two shelves into one file.
    return readLines(text, file).filter((fact) => shelfOf(fact) === shelf);
  };
  const readFiles = async (files: readonly string[]): Promise<readonly Fact[]> => {
    const texts = await inGroups(files, async (file) => ({ file, text: (await readIfThere(file)) ?? "" }));
    return texts.flatMap(({ file, text }) => readLines(text, file));
  };
  return {
    name: folder,
    read: async (shelves) => (await inGroups([...new Set(shelves)], readShelf)).flat(),
    readUnder: async (prefix) => {
      const facts = await readFiles(await filesUnder(join(folder, prefix)));
      return facts.filter((fact) => shelfOf(fact).startsWith(prefix));
    },
    async append(facts) {
      checkFacts(facts);
      if (facts.length === 0) return;
      await mkdir(folder, { recursive: true });
      await createOnce(join(folder, ".gitattributes"), attributes);
      for (const [shelf, added] of Map.groupBy(facts, shelfOf)) {
        const known = new Set((await readShelf(shelf)).map(canonical));
        const lines = added.filter((fact) => !known.has(canonical(fact)));
        if (lines.length > 0) await appendLines(fileOf(shelf), lines);
      }
    },
    readContent: (digest) => readContentFile(contentOf(digest)),
    async writeContent(digest, content) {
      const file = contentOf(digest);
      if ((await readContentFile(file)) === undefined) {
        await writeWhole(file, `${JSON.stringify(content, undefined, 2)}\n`);
      }
    },
    fileOf: (digest) => relative(process.cwd(), contentOf(digest)),
    close: async () => {},
  };
}

async function appendLines(file: string, facts: readonly Fact[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, "a+");
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    // What an editor, or a writer that was killed, left without its line break must not swallow the next line.
    const gap = size > 0 && last.toString() !== "\n" ? "\n" : "";
    const bytes = Buffer.from(gap + facts.map((fact) => `${JSON.stringify(fact)}\n`).join(""));
    const { bytesWritten } = await handle.write(bytes);
    if (bytesWritten < bytes.length) {
      throw new TercetError("surroundings", `${file} could not be written whole: is the disk full?`, {
        place: { file },
      });
    }
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

async function createOnce(file: string, text: string): Promise<void> {
  if ((await readIfThere(file)) === undefined) await writeWhole(file, text);
}

async function filesUnder(directory: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(".ndjson"))
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
  } catch (error) {
    if (isAbsence(error)) return [];
    throw error;
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

function isAbsence(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}

async function inGroups<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += concurrency) {
    results.push(...(await Promise.all(items.slice(start, start + concurrency).map(work))));
  }
  return results;
}
