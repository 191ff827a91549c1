import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Interaction, loadPact, newPact, pactDocument, writeWhole } from "../../../contracts/index.ts";
import type { Mock } from "../mock/mock.ts";
import { distinct, recordedBy, signed } from "./distinct.ts";
import { withLock } from "./lock.ts";
import { startRecording } from "./recording.ts";

/** How long exchanges are gathered before they are written, where they are as they come. */
const gatheringMilliseconds = 100;

/** Who records, and where to. */
export interface RecorderOptions {
  /** The consumer's name. */
  readonly consumer: string;
  /** Who records, unique among those that write the same file, as the test file's name: its earlier recording is replaced. */
  readonly part: string;
  /** Where a provider's pact is written. Default: `contracts/consumers/<consumer>/<provider>.pact.json`. */
  readonly fileOf?: (provider: string) => string;
  /**
   * Writes also while it records, a moment after each exchange, while no branch is left that no request has met: a process that
   * is killed leaves what it had recorded. Default: false, all at the end.
   */
  readonly asItGoes?: boolean;
}

/** Records what a consumer used, until it is closed. */
export interface Recorder {
  /**
   * Writes the pacts, merged with what other parts recorded, and gives their files. Throws `TercetError` (`contract`) where a
   * branch was met by no request: what is in the files stays as it is.
   */
  close(): Promise<readonly string[]>;
}

/** Starts recording what a mock is asked; call `close` when all tests of the file are done (`afterAll`). */
export function createRecorder(mock: Mock, { consumer, part, fileOf, asItGoes = false }: RecorderOptions): Recorder {
  const recording = startRecording(mock, part);
  const place = fileOf ?? ((provider: string) => join("contracts/consumers", consumer, `${provider}.pact.json`));
  const write = async () => {
    const files: string[] = [];
    for (const { contract } of mock.contracts) {
      const { service } = contract;
      const file = place(service);
      const own = recording.interactions.get(service) ?? [];
      await withLock(file, () => replacePart(file, { consumer, provider: service, part }, own));
      files.push(file);
    }
    return files;
  };
  const gathering = asItGoes
    ? gather(mock, () => (recording.unexercised.length === 0 ? write() : undefined))
    : undefined;
  return {
    async close() {
      await gathering?.stop();
      recording.stop();
      recording.requireExercised();
      return write();
    },
  };
}

/** Works a moment after something was exchanged, one work after the other. What fails will fail again at the end, and is told then. */
function gather(mock: Mock, work: () => Promise<unknown> | undefined) {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  const stop = mock.observe(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      running = running.then(work).catch(() => {});
    }, gatheringMilliseconds);
  });
  return {
    async stop() {
      stop();
      clearTimeout(timer);
      await running;
    },
  };
}

/** Puts what one part recorded in place of what it recorded before; what others recorded stays. */
async function replacePart(
  file: string,
  { consumer, provider, part }: { readonly consumer: string; readonly provider: string; readonly part: string },
  own: readonly Interaction[],
): Promise<void> {
  const before = existsSync(file) ? await loadPact(file) : undefined;
  if (before === undefined && own.length === 0) return;
  const others = (before?.interactions ?? []).flatMap((interaction) => {
    const by = recordedBy(interaction);
    if (!by.includes(part)) return [interaction];
    const left = by.filter((name) => name !== part);
    return left.length === 0 ? [] : [signed(interaction, left)];
  });
  const pact = newPact(consumer, provider, distinct([...others, ...own]));
  const document = pactDocument(before === undefined ? pact : { ...pact, document: before.document });
  await writeWhole(file, `${JSON.stringify(document, undefined, 2)}\n`);
}
