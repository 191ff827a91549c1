import { basename } from "node:path";
import { openContainerEngine, ownerLabels } from "../../../docker/index.ts";
import type { ContainerCommand, WorkerCommand } from "./command.ts";
import { ensureImage } from "./container.ts";

/** How a program gets another time of day: Node by a preloaded module, any other by libfaketime. */
export type ClockShift =
  | {
      readonly how: "preload";
      /** What its NODE_OPTIONS are already. */
      readonly nodeOptions: string | undefined;
    }
  | {
      readonly how: "libfaketime";
      /** The path of its library, as the program finds it. */
      readonly library: string;
    };

const nodePrograms = new Set(["node", "npm", "npx", "pnpm", "yarn", "tsx"]);

/** What Debian calls an architecture, by the name that images have for it. */
const debianNames: Readonly<Record<string, string>> = { amd64: "x86_64", arm64: "aarch64" };
const libraryName = "libfaketimeMT.so.1";

/**
 * The way for a command. The library of a process is the one that TERCET_FAKETIME names; that of a container must be in its
 * image, there or where packages put it. Undefined: there is no way, the program would have to read TERCET_CLOCK_FILE itself.
 * Throws `TercetError` (`surroundings`) where the image cannot be had.
 */
export async function clockShiftOf(command: WorkerCommand): Promise<ClockShift | undefined> {
  const named = process.env.TERCET_FAKETIME;
  if ("image" in command) return clockShiftInImage(command, named);
  const { program, env } = command;
  if (program === process.execPath || isNode(program)) {
    return { how: "preload", nodeOptions: env.NODE_OPTIONS ?? process.env.NODE_OPTIONS };
  }
  return named === undefined ? undefined : { how: "libfaketime", library: named };
}

async function clockShiftInImage(
  { image, args, env }: ContainerCommand,
  named: string | undefined,
): Promise<ClockShift | undefined> {
  await ensureImage(image);
  const engine = (await openContainerEngine()).container.dockerode;
  const { Architecture, Config } = await engine.getImage(image).inspect();
  const words = [Config.Entrypoint ?? [], args.length === 0 ? (Config.Cmd ?? []) : args].flat();
  // A shell's command line is one word.
  if (words.flatMap((word) => word.split(/\s+/)).some(isNode)) {
    const own = Config.Env?.find((variable) => variable.startsWith("NODE_OPTIONS="));
    return { how: "preload", nodeOptions: env.NODE_OPTIONS ?? own?.slice("NODE_OPTIONS=".length) };
  }
  const library = await findFile(image, [...(named === undefined ? [] : [named]), ...libraryPaths(Architecture)]);
  return library === undefined ? undefined : { how: "libfaketime", library };
}

function isNode(program: string): boolean {
  return nodePrograms.has(basename(program));
}

/** Where it lies as a package of Debian, of Alpine, of Fedora, and as its own makefile installs it. */
function libraryPaths(architecture: string): string[] {
  const debian = `/usr/lib/${debianNames[architecture] ?? architecture}-linux-gnu`;
  return [debian, "/usr/lib", "/usr/lib64", "/usr/local/lib"].map((folder) => `${folder}/faketime/${libraryName}`);
}

/** The first of these files that is in the image. It is looked for from outside: an image need not have a shell. */
async function findFile(image: string, paths: readonly string[]): Promise<string | undefined> {
  const engine = (await openContainerEngine()).container.dockerode;
  const container = await engine.createContainer({ Image: image, Cmd: ["-"], Labels: ownerLabels });
  try {
    for (const path of paths) {
      const isThere = await container.infoArchive({ path }).then(
        (answer) => {
          // Not read, it would keep its connection open, and this process alive, for minutes.
          answer.resume();
          return true;
        },
        () => false,
      );
      if (isThere) return path;
    }
    return undefined;
  } finally {
    await container.remove({ v: true });
  }
}
