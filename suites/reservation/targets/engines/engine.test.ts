import { expect, test } from "vitest";
import { engineTarget } from "./engine.ts";

const engine = {
  name: "nobody's",
  description: "an engine that nobody has",
  promise: { text: "nothing", source: "https://example.com/" },
  worker: new URL("./nobody.ts", import.meta.url),
};

test("without its packages, one sentence says what to install", async () => {
  const target = engineTarget({ ...engine, packages: ["no-such-engine", "zod"] });
  expect(target.version).toBeUndefined();
  await expect(target.prepare?.()).rejects.toMatchObject({
    code: "surroundings",
    message:
      "The target nobody's needs no-such-engine: run npm install --save-dev no-such-engine zod in your project, then again.",
  });
});

test("with them, the worker is a process, and the version is the engine's", async () => {
  const target = engineTarget({ ...engine, packages: ["zod"], env: { SOME: "thing" } });
  expect(target.version).toMatch(/^\d+\./);
  await target.prepare?.();
  expect(target.command(undefined)).toMatchObject({ program: process.execPath, env: { SOME: "thing" } });
});
