import { existsSync } from "node:fs";
import { join } from "node:path";
import { canonical, type Interaction, loadPact, newPact, pactDocument, writeWhole } from "../../../contracts/index.ts";
import type { Mock } from "../mock/mock.ts";
import { withLock } from "./lock.ts";
import { startRecording, telling } from "./recording.ts";

/** Who records, and where to. */
export interface RecorderOptions {
  /** The consumer's name. */
  readonly consumer: string;
  /** Who records, unique among those that write the same file, as the test file's name: its earlier recording is replaced. */
  readonly part: string;
  /** Where a provider's pact is written. Default: `contracts/consumers/<consumer>/<provider>.pact.json`. */
  readonly fileOf?: (provider: string) => string;
}

/** Records what a consumer used, until it is closed. */
export interface Recorder {
  /**
   * Writes the pacts, merged with what other parts recorded, and gives their files. Throws `TercetError` (`contract`), and
   * writes nothing, where a branch was met by no request.
   */
  close(): Promise<readonly string[]>;
}

/** Starts recording what a mock is asked; call `close` when all tests of the file are done (`afterAll`). */
export function createRecorder(mock: Mock, { consumer, part, fileOf }: RecorderOptions): Recorder {
  const recording = startRecording(mock, part);
  const place = fileOf ?? ((provider: string) => join("contracts/consumers", consumer, `${provider}.pact.json`));
  return {
    async close() {
      recording.stop();
      recording.requireExercised();
      const files: string[] = [];
      for (const { contract } of mock.contracts) {
        const { service } = contract;
        const file = place(service);
        await withLock(file, () =>
          replacePart(file, { consumer, provider: service, part }, recording.interactions.get(service) ?? []),
        );
        files.push(file);
      }
      return files;
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
  const merged = new Map<string, Interaction>();
  for (const interaction of [...others, ...own]) {
    const key = canonical([interaction.description, interaction.providerStates]);
    const known = merged.get(key);
    const by = [...new Set([...(known === undefined ? [] : recordedBy(known)), ...recordedBy(interaction)])].sort();
    merged.set(key, signed(telling(known, interaction), by));
  }
  const ordered = [...merged].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, interaction]) => interaction);
  const pact = newPact(consumer, provider, ordered);
  const document = pactDocument(before === undefined ? pact : { ...pact, document: before.document });
  await writeWhole(file, `${JSON.stringify(document, undefined, 2)}\n`);
}

function recordedBy({ comments }: Interaction): readonly string[] {
  return Array.isArray(comments.recordedBy) ? comments.recordedBy.map(String) : [];
}

function signed(interaction: Interaction, by: readonly string[]): Interaction {
  return by.length === 0 ? interaction : { ...interaction, comments: { ...interaction.comments, recordedBy: by } };
}
