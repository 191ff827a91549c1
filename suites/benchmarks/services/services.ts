import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { reasonOf } from "../../../contracts/index.ts";
import { installPackages } from "../install.ts";
import type { Part, PartOptions } from "../part.ts";
import { jsonapiServer } from "./jsonapi-server/service.ts";
import { platformaticDb } from "./platformatic-db/service.ts";
import { postgresMeta } from "./postgres-meta/service.ts";
import type { Service } from "./service.ts";
import { signalk } from "./signalk/service.ts";
import { type Seen, tablesOf } from "./tables.ts";
import { unleash } from "./unleash/service.ts";
import { verify } from "./verification.ts";

const services: readonly Service[] = [postgresMeta, platformaticDb, signalk, jsonapiServer, unleash];

/** How long one verification may take, in seconds; what is left then is inconclusive. */
const maxSeconds = 600;

/** `tercet verify` against public services that nobody here wrote, started here one after the other. */
export const servicesPart: Part = {
  name: "services",
  title: "Services that nobody here wrote",
  async run(options) {
    const seen: Seen[] = [];
    const failures: string[] = [];
    await interruptible(async (signal) => {
      for (const service of chosen(options.services)) {
        try {
          seen.push(await visit(service, options, signal));
        } catch (error) {
          signal.throwIfAborted();
          failures.push(`${service.name} could not be verified: ${reasonOf(error)}`);
        }
      }
    });
    if (seen.length === 0) throw new Error(failures.join(" "));
    const { tables, notes } = tablesOf(seen);
    return { tables, notes: [...notes, ...failures] };
  },
};

function chosen(names: readonly string[]): readonly Service[] {
  const stranger = names.find((name) => !services.some((service) => service.name === name));
  if (stranger !== undefined) {
    throw new Error(
      `There is no service ${stranger}; there are ${services.map((service) => service.name).join(", ")}.`,
    );
  }
  return names.length === 0 ? services : services.filter(({ name }) => names.includes(name));
}

/** Installs, starts, verifies and stops one service; nothing of it is left but its packages. */
async function visit(
  service: Service,
  { seed, progress }: Pick<PartOptions, "seed" | "progress">,
  signal: AbortSignal,
): Promise<Seen> {
  const packages = fileURLToPath(new URL(service.name, import.meta.url));
  const failure = installPackages(packages, `the service ${service.name}`, { scripts: false });
  if (failure !== undefined) throw new Error(failure);
  const scratch = await mkdtemp(join(tmpdir(), "tercet-bench-"));
  const stops: (() => Promise<void>)[] = [() => rm(scratch, { recursive: true, force: true, maxRetries: 5 })];
  try {
    progress(`services: ${service.name} is started`);
    const started = await service.start({ packages, scratch, signal, onStop: (stop) => stops.push(stop) });
    progress(`services: ${service.name} is verified`);
    const report = await verify(started, { scratch, seed, seconds: maxSeconds, signal });
    return { service, version: await versionOf(service, packages), report };
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function versionOf({ packageName }: Service, packages: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packages, "node_modules", packageName, "package.json"), "utf8"));
  return version;
}

/** Runs an action that SIGINT and SIGTERM end in an orderly way: what was started is stopped before it throws. */
async function interruptible(action: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const abort = () => controller.abort(new Error("it was interrupted"));
  process.on("SIGINT", abort).on("SIGTERM", abort);
  try {
    await action(controller.signal);
  } finally {
    process.off("SIGINT", abort).off("SIGTERM", abort);
  }
}
