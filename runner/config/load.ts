import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { TercetError } from "../../contracts/index.ts";
import { type Config, configSchema } from "./config.ts";

/** The file that is looked for from the working directory upwards. */
export const configFileName = "tercet.config.ts";

/**
 * Loads `tercet.config.ts`, the nearest one upwards from `directory`; without one, the defaults for `directory`.
 * Throws `TercetError` (`configuration`) naming file and key.
 */
export async function loadConfig(directory: string): Promise<Config> {
  const file = nearest(resolve(directory));
  const base = file === undefined ? resolve(directory) : dirname(file);
  const parsed = configSchema.safeParse(file === undefined ? {} : await importDefault(file));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const pointer = issue === undefined ? "" : `/${issue.path.join("/")}`;
    throw new TercetError(
      "configuration",
      `${file} is not a valid configuration: ${z.prettifyError(parsed.error).replaceAll(/\s*\n\s*/g, " ")}. Mend that key; README, "Configuration" lists them all.`,
      { place: { file: file ?? configFileName, pointer } },
    );
  }
  const config = parsed.data;
  return {
    ...config,
    contracts: resolve(base, config.contracts),
    scenarios: resolve(base, config.scenarios),
    state: resolve(base, config.state),
    file,
    directory: base,
  };
}

function nearest(directory: string): string | undefined {
  for (let current = directory; ; current = dirname(current)) {
    const file = join(current, configFileName);
    if (existsSync(file)) return file;
    if (dirname(current) === current) return undefined;
  }
}

async function importDefault(file: string): Promise<unknown> {
  let module: { default?: unknown };
  try {
    module = await import(pathToFileURL(file).href);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TercetError("configuration", `${file} cannot be loaded: ${reason}`, { place: { file }, cause });
  }
  if (module.default === undefined) {
    throw new TercetError(
      "configuration",
      `${file} has no default export: write \`export default defineConfig({ … })\`.`,
      {
        place: { file },
      },
    );
  }
  return module.default;
}
