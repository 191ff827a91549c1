import { chmod, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { TercetError, writeWhole } from "../../contracts/index.ts";
import type { Sentinel, Sentinels } from "../../suites/index.ts";

const values = z.record(z.string(), z.unknown());
const sentinelSchema = z.strictObject({
  operation: z.string(),
  path: values,
  query: values,
  identity: z.strictObject({ subject: z.string(), roles: z.array(z.string()) }).optional(),
  createdAt: z.iso.datetime(),
  content: z.unknown(),
});
const fileSchema = z.strictObject({ sentinels: z.array(sentinelSchema) });

/**
 * The sentinels of one service of an environment, in `<state>/sentinels/<environment>/<service>.json`. Throws
 * `TercetError` (`configuration`) where that file is damaged.
 */
export async function openSentinels(state: string, environment: string, service: string): Promise<Sentinels> {
  const file = join(state, "sentinels", encodeURIComponent(environment), `${encodeURIComponent(service)}.json`);
  // A damaged file is told before anything is sent.
  let last: Promise<unknown> = readAll(file);
  await last;
  return {
    find: async (operation) => (await readAll(file)).find((one) => one.operation === operation),
    keep(sentinel) {
      const kept = last.then(async () => {
        const others = (await readAll(file)).filter(({ operation }) => operation !== sentinel.operation);
        await writeWhole(file, `${JSON.stringify({ sentinels: [...others, sentinel] }, undefined, 2)}\n`);
        // It holds what objects read as, and they may name persons.
        await chmod(file, 0o600);
      });
      last = kept.catch(() => {});
      return kept;
    },
  };
}

async function readAll(file: string): Promise<readonly Sentinel[]> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  try {
    return fileSchema.parse(JSON.parse(text)).sentinels;
  } catch (cause) {
    const message = `${file} is damaged: restore it, or remove it; then sentinels are laid anew.`;
    throw new TercetError("configuration", message, { place: { file }, cause });
  }
}
