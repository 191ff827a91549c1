import { type ChildProcess, fork } from "node:child_process";
import { ownProgram } from "../child.ts";
import type { DirectoryDocument } from "./documents.ts";
import type { DocumentRecord, WorkerMessage } from "./record.ts";

/** How long one step with one document may take. */
export const stepMilliseconds = 120_000;
/** A worker that needs more dies, and the document with it. */
const memoryMegabytes = 3000;

/** Hands the documents to worker processes and reports each as it is done; a worker that hangs or dies is replaced. */
export async function judgeAll(
  documents: readonly DirectoryDocument[],
  options: { readonly jobs: number; readonly seed: number; readonly report: (record: DocumentRecord) => void },
): Promise<void> {
  const queue = [...documents];
  const work = async () => {
    while (queue.length > 0) await judgeWithOneWorker(queue, options.seed, options.report);
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
}

/** Resolves when the queue is empty or the worker is gone. */
async function judgeWithOneWorker(
  queue: DirectoryDocument[],
  seed: number,
  report: (record: DocumentRecord) => void,
): Promise<void> {
  const worker = fork(ownProgram("./directory/worker.ts"), [String(seed)], {
    execArgv: [`--max-old-space-size=${memoryMegabytes}`],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const lastWords = tail(worker);
  let current: DirectoryDocument | undefined;
  let step = "load";
  let isHanging = false;
  let timer: NodeJS.Timeout | undefined;
  const begin = (name: string) => {
    step = name;
    clearTimeout(timer);
    timer = setTimeout(() => {
      isHanging = true;
      worker.kill("SIGKILL");
    }, stepMilliseconds);
  };
  worker.on("message", (message: WorkerMessage) => {
    if (message.kind === "step") return begin(message.step);
    clearTimeout(timer);
    if (message.kind === "done") report(message.record);
    current = queue.shift();
    if (current === undefined) return worker.disconnect();
    begin("load");
    worker.send(current);
  });
  await new Promise((resolve) => worker.once("exit", resolve));
  clearTimeout(timer);
  if (current === undefined) return;
  const how = isHanging ? "hang" : "death";
  report({ id: current.id, operations: 0, steps: [], ended: { how, step, reason: lastWords() } });
}

function tail({ stderr }: ChildProcess): () => string {
  let text = "";
  stderr?.on("data", (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-1000);
  });
  return () => text;
}
