import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { TercetError } from "../../contracts/index.ts";
import { type Environment, environmentSchema } from "../environments/environment.ts";

/** Names the file by which the global setup tells the workers of Playwright where the environment is. */
const variable = "TERCET_PLAYWRIGHT_SESSION";

/** Tells the workers, which start later and inherit the variable. The file may hold keys: it is for this user only. */
export async function publishSession(state: string, environment: Environment): Promise<{ withdraw(): Promise<void> }> {
  const file = join(state, "playwright", `${process.pid}.json`);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, JSON.stringify(environment), { mode: 0o600 });
  process.env[variable] = file;
  return {
    async withdraw() {
      delete process.env[variable];
      await rm(file, { force: true });
    },
  };
}

/** The environment that the global setup opened. Throws `TercetError` (`configuration`) where there was no such setup. */
export async function readSession(): Promise<Environment> {
  const file = process.env[variable];
  if (file === undefined) {
    throw new TercetError(
      "configuration",
      'The environment is not open: set `globalSetup: "tercet/playwright-setup"` in playwright.config.ts.',
    );
  }
  const { name, ...environment } = JSON.parse(await readFile(file, "utf8"));
  return { ...environmentSchema.parse(environment), name };
}
