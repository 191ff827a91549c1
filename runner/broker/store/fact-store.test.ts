import { execFileSync } from "node:child_process";
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fact } from "../../../contracts/index.ts";
import { type StartedDatabase, startDatabase } from "../../../docker/index.ts";
import type { FactStore } from "./fact-store.ts";
import { openFileStore } from "./file-store.ts";
import { openPostgresStore } from "./postgres-store.ts";
import { shelfOf, shelves } from "./shelf.ts";

let folder: string;
let database: StartedDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tercet-facts-"));
  database = await startDatabase("postgres", { how: "embedded" });
});
afterAll(async () => {
  await database.stop();
  await rm(folder, { recursive: true });
});

const at = "2026-01-01T00:00:00.000Z";
const version = (service: string, number: string): Fact => ({ fact: "version", service, version: number, at });
const deployment = (service: string, environment: string): Fact => ({
  fact: "deployment",
  service,
  version: "1",
  environment,
  at,
});

// Both stores share one ledger over all tests: names are not used twice.
describe.each([
  ["files", async (): Promise<FactStore> => openFileStore(join(folder, "shared"))],
  ["PostgreSQL", (): Promise<FactStore> => openPostgresStore(database.url)],
])("facts in %s", (_, open) => {
  let store: FactStore;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  test("are read from the shelves that are asked for, and from no others", async () => {
    const [one, two] = [version("a/b", "1.0.0"), version("a/b", "2.0.0")];
    await store.append([one, two, version("a", "1.0.0")]);
    expect(await store.read([shelfOf(one)])).toEqual([one]);
    expect(await store.read([shelfOf(one), shelfOf(two), "services/none/versions/1"])).toHaveLength(2);
    expect(await store.readUnder(shelves.versionsOf("a/b"))).toHaveLength(2);
  });

  test("survive a new opening", async () => {
    const fact = deployment("durable", "here");
    await store.append([fact]);
    const again = await open();
    expect(await again.readUnder(shelves.occupancyOf("here"))).toEqual([fact]);
    await again.close();
  });

  test("that are there already are not added again", async () => {
    const fact = deployment("twice", "there");
    await store.append([fact]);
    await store.append([fact, { ...fact }]);
    expect(await store.read([shelfOf(fact)])).toEqual([fact]);
  });

  test("of names that would leave the folder, are too long or look alike are kept apart", async () => {
    const names = [
      "..",
      "../../escape",
      ".",
      "a".repeat(200),
      `${"a".repeat(199)}b`,
      "Web",
      "web",
      "ü/ñ",
      "%2E",
      "con*",
    ];
    await store.append(names.map((name) => version(name, "..")));
    for (const name of names) {
      const own = await store.read([shelves.version({ service: name, version: ".." })]);
      expect(own).toEqual([version(name, "..")]);
    }
    expect(await store.readUnder(shelves.versionsOf("..")).then((facts) => facts.length)).toBe(1);
  });

  test("added by many at once are all kept", async () => {
    const facts = Array.from(
      { length: 40 },
      (_, index): Fact => ({ ...version("busy", "1"), branch: `b${index}` }) as Fact,
    );
    await Promise.all(facts.map((fact) => store.append([fact])));
    expect(await store.read([shelves.version({ service: "busy", version: "1" })])).toHaveLength(40);
  });

  test("that could not be read again are refused, and none of them is written", async () => {
    const bad = { ...version("refused", "1"), branch: "a\nb" } as Fact;
    await expect(store.append([version("refused", "1"), bad])).rejects.toThrow(/"a\\nb" cannot be the branch/);
    expect(await store.readUnder(shelves.versionsOf("refused"))).toEqual([]);
  });

  test("and contents are kept once, by digest", async () => {
    const digest = "c".repeat(64);
    expect(await store.readContent(digest)).toBeUndefined();
    await store.writeContent(digest, { b: [1, null], a: "x" });
    await store.writeContent(digest, { other: true });
    expect(await store.readContent(digest)).toEqual({ b: [1, null], a: "x" });
  });
});

describe("the files of a ledger", () => {
  test("name file, line and pointer of a line that was changed by hand", async () => {
    const store = openFileStore(join(folder, "mangled"));
    await store.append([version("web", "1"), { ...version("web", "1"), branch: "main" } as Fact]);
    const file = join(folder, "mangled/services/web/versions/1.ndjson");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace('"branch":"main"', '"branch":7'));
    await expect(store.read([shelves.version({ service: "web", version: "1" })])).rejects.toMatchObject({
      code: "contract",
      message: expect.stringMatching(/1\.ndjson:2 at \/branch is no fact of the ledger/),
      place: { file, pointer: "/branch" },
    });
    await writeFile(file, `<<<<<<< HEAD\n${text}`);
    await expect(store.readUnder(shelves.versionsOf("web"))).rejects.toThrow(/:1 is no fact.*merge conflict/);
  });

  test("take a new fact after a line without its end, and lose neither", async () => {
    const store = openFileStore(join(folder, "torn"));
    await store.append([version("web", "1")]);
    const file = join(folder, "torn/services/web/versions/1.ndjson");
    await writeFile(file, (await readFile(file, "utf8")).trimEnd());
    await store.append([{ ...version("web", "1"), branch: "main" } as Fact]);
    expect(await store.readUnder(shelves.versionsOf("web"))).toHaveLength(2);
  });

  test("of two branches are merged by git without a conflict, and no fact is lost or doubled", async () => {
    const cwd = await mkdtemp(join(folder, "merge-"));
    const git = (...argv: readonly string[]) =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...argv], { cwd, stdio: "pipe" });
    const store = openFileStore(join(cwd, "facts"));
    git("init", "--initial-branch=main");
    await store.append([deployment("shared", "test")]);
    git("add", ".");
    git("commit", "-m", "base");
    git("switch", "-c", "other");
    await store.append([version("web", "1"), { ...deployment("shared", "test"), version: "2" } as Fact]);
    git("add", ".");
    git("commit", "-m", "other");
    git("switch", "main");
    await store.append([version("web", "2"), { ...deployment("shared", "test"), version: "3" } as Fact]);
    git("add", ".");
    git("commit", "-m", "main");
    git("merge", "other", "-m", "merge");
    expect(await store.readUnder(shelves.occupancyOf("test"))).toHaveLength(3);
    expect(await store.readUnder(shelves.versionsOf("web"))).toHaveLength(2);
  });

  test("leave nothing behind but facts, contents and the rule for merges", async () => {
    const store = openFileStore(join(folder, "tidy"));
    await store.append([version("web", "1")]);
    await store.writeContent("d".repeat(64), {});
    const names = await readdir(join(folder, "tidy"), { recursive: true });
    expect(names.filter((name) => /\.\w+$/.test(name)).toSorted()).toEqual([
      ".gitattributes",
      `content/${"d".repeat(64)}.json`,
      "services/web/versions/1.ndjson",
    ]);
  });

  test("with a content that is no JSON are told by name", async () => {
    const store = openFileStore(join(folder, "content"));
    await store.writeContent("e".repeat(64), {});
    await appendFile(join(folder, "content/content", `${"e".repeat(64)}.json`), "}");
    await expect(store.readContent("e".repeat(64))).rejects.toThrow(/e\.json is damaged/);
  });
});

test("a PostgreSQL that does not answer is one sentence without its password", async () => {
  const opening = openPostgresStore("postgres://user:secret@127.0.0.1:1/facts");
  await expect(opening).rejects.toMatchObject({ code: "surroundings", message: expect.not.stringContaining("secret") });
});
