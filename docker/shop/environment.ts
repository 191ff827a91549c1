import { readFile, rename, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { join } from "node:path";
import { z } from "zod";

const schema = z.object({
  services: z.record(
    z.string(),
    z.object({
      urls: z.array(z.url()),
      locations: z.record(z.string(), z.array(z.url())),
      dependencies: z.record(
        z.string(),
        z.object({ listen: z.url(), certificate: z.string(), key: z.string(), urls: z.array(z.url()) }),
      ),
      database: z.object({ url: z.string(), user: z.string(), applications: z.array(z.string()) }),
    }),
  ),
  tokens: z.string(),
  certificateAuthority: z.string(),
  store: z.string(),
  production: z.literal(false),
});
const fileSchema = z.object({ pid: z.int().positive(), environment: schema });

/** Where a running shop is reached, in the form of an environment in `tercet.config.ts`. Paths are absolute. */
export type ShopEnvironment = z.infer<typeof schema>;

/** The file in the shop's folder that says that it runs, and where. */
export function environmentFile(directory: string): string {
  return join(directory, "environment.json");
}

/** Tells other processes of the running shop; the file is there whole or not at all. */
export async function writeEnvironment(directory: string, environment: ShopEnvironment): Promise<void> {
  const file = environmentFile(directory);
  await writeFile(`${file}.new`, JSON.stringify({ pid: process.pid, environment }, undefined, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** The shop that this folder tells of, where it still runs and answers. */
export async function findRunningShop(directory: string): Promise<ShopEnvironment | undefined> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(environmentFile(directory), "utf8"));
  } catch {
    return undefined;
  }
  const file = fileSchema.safeParse(content);
  if (!file.success || !isAlive(file.data.pid)) return undefined;
  const { environment } = file.data;
  const urls = Object.values(environment.services).flatMap((service) => service.urls);
  const authority = await readFile(environment.certificateAuthority, "utf8").catch(() => undefined);
  const answers = await Promise.all(urls.map((url) => answersTo(url, authority)));
  return answers.every(Boolean) ? environment : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive as well.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether a service with the shop's certificate answers; without a token it says 401. */
function answersTo(url: string, authority: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request(url, { ca: authority, timeout: 2_000, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 401);
    });
    call.on("timeout", () => call.destroy());
    call.on("error", () => resolve(false));
    call.end();
  });
}
