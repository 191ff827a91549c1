import type { ContainerRuntimeClient } from "testcontainers";
import type { DatabaseNode } from "../database.ts";
import { oneAfterTheOther } from "../one-after-the-other.ts";
import { untilServes } from "../until-serves.ts";
import type { Address } from "./server.ts";

const serveTimeoutMilliseconds = 120_000;
const engineTimeoutMilliseconds = 30_000;
const freezeAttempts = 10;
const lastWordsLines = 5;

type EngineContainer = ReturnType<ContainerRuntimeClient["container"]["getById"]>;

/** A server in a container that can be disturbed. */
export interface ServerContainer extends DatabaseNode {
  /** Returns when it serves; throws with its last words when it ended, and with the reason of an abort. */
  serves(signal?: AbortSignal): Promise<void>;
  /** That it has ended, with its last words; undefined while it runs. */
  died(): Promise<string | undefined>;
  /** Ends it at once, as by a crash. */
  kill(): Promise<void>;
  /** Ends and removes it with its data, also when it is paused; may be called again. */
  remove(): Promise<void>;
}

/** Gives a server in a container its controls. */
export function controlServer(options: {
  readonly name: string;
  readonly address: Address;
  readonly container: EngineContainer;
  readonly ask: () => Promise<unknown>;
}): ServerContainer {
  const { name, container } = options;
  const inTurn = oneAfterTheOther();
  const state = async () => (await within(container.inspect())).State;

  const kill = async () => {
    // A paused one too: the engine ends it without letting it go on.
    if ((await state()).Running) await within(container.kill());
  };
  const died = async () => ((await state()).Running ? undefined : `${name} ended: ${await lastWords(container)}`);
  const serves = async (signal?: AbortSignal) => {
    await untilServes({
      ask: options.ask,
      timeoutMilliseconds: serveTimeoutMilliseconds,
      signal,
      died,
    });
  };
  return {
    name,
    ...options.address,
    serves,
    died,
    kill: () => inTurn(kill),
    pause: () =>
      inTurn(async () => {
        const { Running, Paused } = await state();
        if (Running && !Paused) await freeze(name, container);
      }),
    resume: () =>
      inTurn(async () => {
        if ((await state()).Paused) await within(container.unpause());
      }),
    restart: () =>
      inTurn(async () => {
        await kill();
        await within(container.start());
        await serves();
      }),
    remove: () =>
      inTurn(async () => {
        await within(container.remove({ force: true, v: true })).catch((error: { statusCode?: number }) => {
          if (error.statusCode !== 404) throw error;
        });
      }),
  };
}

/**
 * The engine gives up after a few milliseconds where a busy machine does not bring all processes to a halt in that time, and
 * lets them go on; to ask again is left to the caller (opencontainers/runc#4388).
 */
async function freeze(name: string, container: EngineContainer): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await within(container.pause());
    } catch (error) {
      const { message } = error as Error;
      if (message.includes("unable to freeze") && attempt < freezeAttempts) continue;
      throw new Error(`the container engine cannot pause ${name}: ${message.replaceAll(/\s+/gu, " ").trim()}`, {
        cause: error,
      });
    }
  }
}

async function lastWords(container: EngineContainer): Promise<string> {
  const log = await within(container.logs({ stdout: true, stderr: true, tail: lastWordsLines, follow: false }));
  // The engine's stream format puts eight bytes before each piece; what is not text goes.
  const text = log.toString("utf8").replaceAll(/\p{Cc}+/gu, " ");
  return text.trim() || "it wrote nothing";
}

/** Each question to the engine is bounded: one that hangs must not hold a run. */
async function within<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const tooLate = () =>
      reject(new Error(`the container engine does not answer in ${engineTimeoutMilliseconds / 1000} s`));
    timer = setTimeout(tooLate, engineTimeoutMilliseconds);
  });
  return Promise.race([answer, timeout]).finally(() => clearTimeout(timer));
}
