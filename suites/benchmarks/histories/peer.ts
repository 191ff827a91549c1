import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { ownProgram } from "../child.ts";

/** How long Porcupine may search one history. */
export const searchSeconds = 10;

const answerSchema = z.object({
  operations: z.int(),
  verdict: z.enum(["Ok", "Illegal", "Unknown"]),
  readSeconds: z.number(),
  checkSeconds: z.number(),
});
/** What Porcupine says of a history; `Unknown`: its time was up. */
export type PeerAnswer = z.infer<typeof answerSchema>;

/** Porcupine, or one sentence on why it could not be built. */
export type Peer = { readonly ask: (file: string) => Promise<PeerAnswer> } | { readonly missing: string };

/** Builds the program in `porcupine/` where Go is installed and its modules are in reach; the program is put into `folder`. */
export function buildPeer(folder: string): Peer {
  const program = `${folder}/porcupine`;
  const built = spawnSync("go", ["build", "-o", program, "."], {
    cwd: ownProgram("./histories/porcupine"),
    encoding: "utf8",
  });
  if (built.error !== undefined) return { missing: "Porcupine was not built: there is no `go` on this machine." };
  if (built.status !== 0) return { missing: `Porcupine was not built: ${built.stderr.trim().split("\n").at(-1)}.` };
  return { ask: (file) => ask(program, file) };
}

/** On one core, as the other side has one. */
async function ask(program: string, file: string): Promise<PeerAnswer> {
  const child = spawn(program, [file, `${searchSeconds}s`], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, GOMAXPROCS: "1" },
    timeout: 120_000,
    killSignal: "SIGKILL",
  });
  const [output, errors, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  if (exitCode !== 0) throw new Error(`Porcupine ended with ${exitCode}: ${(errors + output).slice(-500)}`);
  return answerSchema.parse(JSON.parse(output));
}
