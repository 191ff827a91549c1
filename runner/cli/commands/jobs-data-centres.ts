import { type Command, InvalidArgumentError, Option } from "commander";
import { TercetError } from "../../../contracts/index.ts";
import { cuts } from "../../../docker/index.ts";
import { type ReservationTarget, siteTopologies } from "../../../suites/index.ts";
import { twoDataCentres, verifyDataCentres } from "../../engine/jobs-data-centres.ts";
import type { CliContext } from "../context.ts";
import type { RunOptionValues } from "../options.ts";
import { withRun } from "../with-run.ts";

type Cut = (typeof cuts)[number];

/** What the options that `addTopologyOptions` adds were given. */
export interface TopologyValues {
  readonly topology?: string;
  readonly cut?: readonly Cut[];
}

/** Adds to `jobs verify` what puts a target's store into several sites. */
export function addTopologyOptions(command: Command): Command {
  const targets = siteTopologies.map(({ target }) => target).join(" or ");
  return command
    .addOption(
      new Option(
        "--topology <name>",
        `${targets}: the store in two data centres and a witness's site, which lose each other`,
      ).choices([twoDataCentres]),
    )
    .option("--cut <name>", `with --topology: ${cuts.map(({ name }) => name).join(", ")}; may be repeated`, addCut);
}

/** Runs `jobs verify --topology` and returns the exit code. Throws `TercetError` (`usage`) where options do not go together. */
export async function verifyTopology(
  target: ReservationTarget,
  options: TopologyValues &
    RunOptionValues & {
      readonly mutant?: string;
      readonly fault?: unknown;
      readonly at?: unknown;
      readonly databaseUrl?: unknown;
    },
  context: CliContext,
): Promise<number> {
  if (options.topology === undefined) throw usage(`--cut needs --topology ${twoDataCentres}.`);
  const topology = siteTopologies.find((one) => one.target === target.name);
  if (topology === undefined) {
    const possible = siteTopologies.map((one) => one.target).join(", ");
    throw usage(`${target.name} does not run in two data centres: choose ${possible}.`);
  }
  for (const [name, value] of Object.entries({
    fault: options.fault,
    at: options.at,
    "database-url": options.databaseUrl,
  })) {
    if (value !== undefined) throw usage(`--topology and --${name} do not go together: choose what happens by --cut.`);
  }
  const { cut: chosen = topology.cuts, mutant } = options;
  const strange = chosen.find((one) => !topology.cuts.includes(one));
  if (strange !== undefined) {
    const possible = topology.cuts.map(({ name }) => name).join(", ");
    throw usage(`${target.name} is not verified under the cut ${strange.name}: choose ${possible}.`);
  }
  const command = `jobs verify ${target.name} --topology ${twoDataCentres}`;
  return withRun(context, options, command, ({ run, config }) =>
    verifyDataCentres(run, {
      ...{ target, topology, cuts: chosen },
      ...(mutant === undefined ? {} : { mutant }),
      state: config.state,
      directory: context.cwd,
      signal: context.signal,
    }),
  );
}

function addCut(name: string, all: readonly Cut[] = []): readonly Cut[] {
  const found = cuts.find((one) => one.name === name);
  if (found === undefined)
    throw new InvalidArgumentError(`Allowed choices are ${cuts.map((one) => one.name).join(", ")}.`);
  return [...new Set([...all, found])];
}

function usage(sentence: string): TercetError {
  return new TercetError("usage", sentence);
}
