import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { reasonOf, TercetError } from "../../contracts/index.ts";
import { type Config, configSchema } from "./config.ts";
import { describeIssues } from "./issues.ts";

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
    const { issues } = parsed.error;
    const pointer = (issues[0]?.path ?? []).map((key) => `/${String(key)}`).join("");
    throw new TercetError(
      "configuration",
      `${file} is not a valid configuration: ${describeIssues(issues)}. Mend that key; README, "Configuration" lists them all.`,
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
    throw new TercetError(
      "configuration",
      `${placeOf(cause, file)} cannot be loaded: ${reasonOf(cause)}. Mend that file.`,
      { place: { file }, cause },
    );
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

/** The file, with the line where Node.js names one: it stands in the stack of a syntax error, not in its message. */
function placeOf(cause: unknown, file: string): string {
  const [, after = ""] = (cause instanceof Error ? (cause.stack ?? "") : "").split(file);
  return `${file}${/^:\d+/.exec(after)?.[0] ?? ""}`;
}
