import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { WorkerFolder } from "./command.ts";
import { withFolder, withMountedFolder } from "./folder.ts";

let parent: string;
const mask = process.umask();
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "tercet-folder-"));
});
afterEach(async () => {
  process.umask(mask);
  await rm(parent, { recursive: true });
});

const folder: WorkerFolder = {
  variable: "SECRETS",
  path: "/run/secrets/x",
  files: { url: "a://127.0.0.1:1", key: "k" },
};
const made = async () => join(parent, "w1");

test("a process is told where its files are", async () => {
  const command = await withFolder({ program: "worker", args: [], env: { COLOUR: "red" }, folder }, made);
  expect(command.env).toEqual({ COLOUR: "red", SECRETS: join(parent, "w1") });
  expect(await readFile(join(parent, "w1", "url"), "utf8")).toBe("a://127.0.0.1:1");
});

test("a container has its files where it expects them, with addresses that it reaches", async () => {
  const reachable = async (text: string) => text.replace("127.0.0.1", "gateway");
  const command = { image: "worker", args: [], env: {}, folder, mounts: { "/data": "/srv" } };
  const { env, mounts } = await withMountedFolder(command, made, reachable);
  expect(env).toEqual({ SECRETS: "/run/secrets/x" });
  expect(mounts).toEqual({ "/data": "/srv", "/run/secrets/x": join(parent, "w1") });
  expect(await readFile(join(parent, "w1", "url"), "utf8")).toBe("a://gateway:1");
});

test("whoever a container runs as can read them, others of this machine do not come so far", async () => {
  process.umask(0o077);
  await withMountedFolder({ image: "worker", args: [], env: {}, folder }, made, async (text) => text);
  const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
  expect(await modeOf(parent)).toBe(0o700);
  expect(await modeOf(join(parent, "w1"))).toBe(0o755);
  expect(await modeOf(join(parent, "w1", "key"))).toBe(0o644);
});

test("no folder is made for who asks for none", async () => {
  await withFolder({ program: "worker", args: [], env: {} }, made);
  expect(await readdir(parent)).toEqual([]);
});
