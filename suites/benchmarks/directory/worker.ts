// Judges the documents that its parent sends, one at a time; what it does is announced first, so that the parent knows
// where it hangs or dies.
import {
  type Contract,
  createRandom,
  diffContracts,
  lintContract,
  loadContract,
  reasonOf,
  TercetError,
} from "../../../contracts/index.ts";
import type { DirectoryDocument } from "./documents.ts";
import { judgeMutant, type MutantResult } from "./judge.ts";
import { mutations } from "./mutations/index.ts";
import type { DocumentRecord, DocumentStep, WorkerMessage } from "./record.ts";

const seed = Number(process.argv[2]);
const tell = (message: WorkerMessage) => process.send?.(message);

process.on("message", async (document: DirectoryDocument) => tell({ kind: "done", record: await judge(document) }));
tell({ kind: "ready" });

async function judge({ id, file }: DirectoryDocument): Promise<DocumentRecord> {
  const steps: DocumentStep[] = [];
  let current = "load";
  let operations = 0;
  const step = async <T>(
    name: string,
    work: () => T | Promise<T>,
    resultOf: (value: T) => MutantResult | undefined,
  ) => {
    current = name;
    tell({ kind: "step", step: name });
    const started = performance.now();
    const value = await work();
    const result = resultOf(value);
    steps.push({ name, milliseconds: performance.now() - started, ...(result === undefined ? {} : { result }) });
    return value;
  };
  try {
    const contract = await step(
      "load",
      () => loadContract(file),
      () => undefined,
    );
    operations = contract.operations.length;
    await step(
      "lint",
      () => lintContract(contract),
      () => undefined,
    );
    const again = await loadContract(file);
    await step(
      "same",
      () => diffContracts(contract, again),
      ({ changes }) => ({ outcome: changes.length === 0 ? "found" : "false alarm" }),
    );
    for (const mutation of mutations) {
      const random = createRandom(seed, `${id}/${mutation.name}`);
      await step(
        mutation.name,
        () => judgeMutant(contract satisfies Contract, mutation, random),
        (result) => result,
      );
    }
    return { id, operations, steps };
  } catch (error) {
    const how = error instanceof TercetError ? "refused" : "crash";
    const reason = how === "crash" && error instanceof Error ? (error.stack ?? error.message) : reasonOf(error);
    return { id, operations, steps, ended: { how, step: current, reason } };
  }
}
