import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadContract } from "../model/load.ts";
import { releasedMajors } from "./released-majors.ts";

let catalog: string;
beforeEach(async () => {
  catalog = await mkdtemp(join(tmpdir(), "tercet-majors-"));
});
afterEach(() => rm(catalog, { recursive: true }));

const digest = `sha256-${"A".repeat(43)}=`;

async function write(service: string, version: string): Promise<string> {
  const file = join(catalog, service, version, "openapi.json");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ openapi: "3.1.0", info: { title: "T", version }, paths: {} }));
  return file;
}

async function majorsBeside(file: string, released: readonly string[]): Promise<readonly string[]> {
  const digests = Object.fromEntries(released.map((one) => [`${one}/openapi.json`, digest]));
  await writeFile(join(catalog, "released.json"), JSON.stringify(digests));
  return (await releasedMajors(await loadContract(file))).map(({ version }) => version);
}

test("the newest released version of each major is found, the newest first", async () => {
  const versions = ["1.0.0", "1.2.0", "2.0.0", "2.1.0", "3.0.0-rc.1", "3.0.0"];
  const files = await Promise.all(versions.map((version) => write("things", version)));
  await write("others", "9.0.0");
  const released = ["things/1.0.0", "things/1.2.0", "things/2.0.0", "things/3.0.0-rc.1", "others/9.0.0"];
  expect(await majorsBeside(files[3] ?? "", released)).toEqual(["2.0.0", "1.2.0"]);
});

test("a contract that lies in no catalog has no releases beside it", async () => {
  const file = join(catalog, "openapi.json");
  await writeFile(file, JSON.stringify({ openapi: "3.1.0", info: { title: "T", version: "1.0.0" }, paths: {} }));
  expect(await majorsBeside(file, [])).toEqual([]);
});
