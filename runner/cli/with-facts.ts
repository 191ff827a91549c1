import { Option } from "commander";
import { type Clock, createClock } from "../broker/record/clock.ts";
import type { FactStore } from "../broker/store/fact-store.ts";
import { openFactStore } from "../broker/store/open.ts";
import type { Config } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import type { CliContext } from "./context.ts";

/** What a command that reads or adds facts works with. */
export interface Facts {
  readonly store: FactStore;
  readonly config: Config;
  readonly clock: Clock;
}

/** `--store`, for every command that reads or adds facts. */
export const storeOption = () =>
  new Option(
    "--store <where>",
    "the ledger of facts: a folder, or postgres://… (default: broker.store of the configuration)",
  );

/** Opens the ledger of facts for as long as `body` works; `--store` is relative to the working directory. */
export async function withFacts<Result>(
  context: CliContext,
  options: { readonly store?: string },
  body: (facts: Facts) => Promise<Result>,
): Promise<Result> {
  const config = await loadConfig(context.cwd);
  const { store: given } = options;
  const store = await openFactStore(given ?? config.broker.store, given === undefined ? config.directory : context.cwd);
  try {
    return await body({ store, config, clock: createClock() });
  } finally {
    await store.close();
  }
}
