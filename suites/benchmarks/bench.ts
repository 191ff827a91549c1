// npm run bench [-- PART … --write --limit N --seed N --jobs N --vectors FILE --service NAME]: see README.md.
import { readFile, writeFile } from "node:fs/promises";
import { arch, availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { installPeers } from "./install.ts";
import type { Part, PartOptions } from "./part.ts";
import { markdownOf, withSection } from "./table.ts";

/** In the order in which they run; a part is loaded when its peers are there. */
const parts: Readonly<Record<string, () => Promise<Part>>> = {
  verify: async () => (await import("./verify/verify.ts")).verifyPart,
  mock: async () => (await import("./mock/mock.ts")).mockPart,
  gate: async () => (await import("./gate/gate.ts")).gatePart,
  histories: async () => (await import("./histories/histories.ts")).historiesPart,
  containment: async () => (await import("./containment/containment.ts")).containmentPart,
  directory: async () => (await import("./directory/directory.ts")).directoryPart,
  services: async () => (await import("./services/services.ts")).servicesPart,
};
/** Those that need no file and end within minutes. */
const byDefault = ["verify", "mock", "gate", "histories"];

/** These bring their own packages, or need none. */
const withoutPeers = new Set(["histories", "services"]);

try {
  process.exitCode = await bench();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}

/** Runs what the command line asks for; the exit code: 1 where a part could not be measured, 2 for wrong usage. */
async function bench(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      write: { type: "boolean", default: false },
      vectors: { type: "string", multiple: true, default: [] },
      service: { type: "string", multiple: true, default: [] },
      limit: { type: "string" },
      seed: { type: "string", default: "1" },
      jobs: { type: "string", default: String(Math.min(2, availableParallelism())) },
    },
  });
  const stranger = positionals.find((name) => !Object.hasOwn(parts, name));
  if (stranger !== undefined)
    throw new Error(`There is no part ${stranger}; there are ${Object.keys(parts).join(", ")}.`);
  const options: PartOptions = {
    vectors: values.vectors,
    services: values.service,
    seed: wholeNumber("seed", values.seed),
    jobs: wholeNumber("jobs", values.jobs),
    progress: (sentence) => process.stderr.write(`${sentence}\n`),
    ...(values.limit === undefined ? {} : { limit: wholeNumber("limit", values.limit) }),
  };
  const chosen = positionals.length > 0 ? positionals : byDefault;
  const failure = chosen.every((name) => withoutPeers.has(name)) ? undefined : installPeers();
  if (failure !== undefined) throw new Error(failure);
  let exitCode = 0;
  for (const name of chosen) {
    if (!(await runPart(name, options, values.write))) exitCode = 1;
  }
  return exitCode;
}

async function runPart(name: string, options: PartOptions, write: boolean): Promise<boolean> {
  try {
    const part = await (parts[name] as () => Promise<Part>)();
    options.progress(`${name}: ${part.title}`);
    const text = `${markdownOf(await part.run(options))}\n\n${machine()}`;
    process.stdout.write(`\n## ${part.title}\n\n${text}\n\n`);
    if (write) await writeSection(name, text);
    return true;
  } catch (error) {
    process.stderr.write(`${name} could not be measured: ${error instanceof Error ? error.message : error}\n`);
    return false;
  }
}

async function writeSection(name: string, text: string): Promise<void> {
  const readme = new URL("README.md", import.meta.url);
  await writeFile(readme, withSection(await readFile(readme, "utf8"), name, text));
}

/** Figures mean little without it. */
function machine(): string {
  return `Measured on ${availableParallelism()} × ${cpus()[0]?.model.trim() ?? arch()}, Node.js ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}.`;
}

function wholeNumber(option: string, text: string): number {
  const figure = Number(text);
  if (!Number.isSafeInteger(figure) || figure < 1)
    throw new Error(`--${option} needs a whole number from 1 on, not ${text}.`);
  return figure;
}
