import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { discoverScenarios, selectScenarios } from "./scenarios-discover.ts";

const kit = new URL("../../suites/kit/scenario.ts", import.meta.url).href;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tercet-discover-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(name: string, text: string) {
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
const declare = (id: string, more = "") =>
  `import { scenario } from ${JSON.stringify(kit)};
  export default scenario({ id: "${id}", title: "T", capability: "c", uses: { carts: "^1" }, ${more} async run() {} });`;

test("finds scenarios in all folders, by id, and passes over helpers and tests", async () => {
  await write("b.ts", declare("b"));
  await write("deep/er/a.mjs", declare("a"));
  await write("helper.ts", "export const one = 1;");
  await write("b.test.ts", "throw new Error();");
  const found = await discoverScenarios(folder);
  expect(found.map(({ scenario }) => scenario.id)).toEqual(["a", "b"]);
  expect(found[0]?.contentHash).toMatch(/^[0-9a-f]{64}$/);
  expect(selectScenarios(found, ["b"]).map(({ scenario }) => scenario.id)).toEqual(["b"]);
  expect(() => selectScenarios(found, ["c"])).toThrow('There is no scenario "c"; there are: a, b.');
});

test.each([
  ["an empty folder", {}, "There is no scenario in"],
  ["a file that does not load", { "a.ts": "import './none.ts';" }, "a.ts cannot be loaded"],
  ["another default export", { "a.ts": "export default 1;" }, "is no scenario"],
  ["an id used twice", { "a.ts": declare("a"), "b.ts": declare("a") }, 'both declare the scenario "a"'],
  ["an unknown key", { "a.ts": declare("a", "retries: 3,") }, "retries"],
  ["an id that is no slug", { "a.ts": declare("An id") }, "words in lower case"],
  ["a service with a name of the context", { "a.ts": declare("a").replace("carts", "step") }, "can name a service"],
])("says what is wrong with %s", async (_, files, message) => {
  for (const [name, text] of Object.entries(files)) await write(name, text);
  await expect(discoverScenarios(folder)).rejects.toThrow(message);
});
