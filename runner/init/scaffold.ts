import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { TercetError } from "../../contracts/index.ts";
import { templates } from "./templates.ts";

/**
 * Writes a first contract, scenario, configuration and CI workflow into a folder, and returns the written paths, relative
 * to it. Throws `TercetError` (`usage`) and writes nothing when one of the files is already there.
 */
export async function scaffold(directory: string): Promise<readonly string[]> {
  const paths = Object.keys(templates);
  const present = paths.filter((path) => existsSync(join(directory, path)));
  if (present.length > 0) {
    throw new TercetError(
      "usage",
      `${present.join(", ")} ${present.length === 1 ? "is" : "are"} already in ${directory}; nothing was written. Move ${present.length === 1 ? "it" : "them"} away, or work on from there.`,
    );
  }
  for (const [path, text] of Object.entries(templates)) {
    const file = join(directory, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: "wx" });
  }
  return paths;
}
