import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ContainerCommand, ProcessCommand } from "./command.ts";

/**
 * Makes a folder of files that anybody may read, whoever a container runs as; the folder above keeps others of this machine
 * out, and is not part of what a container sees.
 */
export async function makeReadableFolder(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder);
  const paths = Object.entries(files).map(async ([name, text]) => {
    const path = join(folder, name);
    await writeFile(path, text);
    // Said again, since the process may have a mask that takes it away.
    await chmod(path, 0o644);
  });
  await Promise.all(paths);
  await chmod(folder, 0o755);
}

/** Makes the folder that a process asks for, if it does, at `path`, and returns its command with what leads there. */
export async function withFolder(command: ProcessCommand, path: () => Promise<string>): Promise<ProcessCommand> {
  const { folder } = command;
  if (folder === undefined) return command;
  const made = await path();
  await makeReadableFolder(made, folder.files);
  return { ...command, env: { ...command.env, [folder.variable]: made } };
}

/** The same for a container; `reachable` rewrites the addresses in a text for it. */
export async function withMountedFolder(
  command: ContainerCommand,
  path: () => Promise<string>,
  reachable: (text: string) => Promise<string>,
): Promise<ContainerCommand> {
  const { folder } = command;
  if (folder === undefined) return command;
  const made = await path();
  const files = Object.entries(folder.files).map(async ([name, text]) => [name, await reachable(text)] as const);
  await makeReadableFolder(made, Object.fromEntries(await Promise.all(files)));
  return {
    ...command,
    env: { ...command.env, [folder.variable]: folder.path },
    mounts: { ...command.mounts, [folder.path]: made },
  };
}
