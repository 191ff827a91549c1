import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { changeRules } from "./rules.ts";

describe("changeRules", () => {
  it("stand in the README as they are declared, and in the same order", async () => {
    const readme = await readFile(new URL("README.md", import.meta.url), "utf8");
    const rows = Object.entries(changeRules).map(
      ([name, { direction, effects, says }]) => `| \`${name}\` | ${direction} | ${effects.join(", ")} | ${says} |`,
    );
    expect(readme.split("\n").filter((line) => line.startsWith("| `"))).toEqual(rows);
  });

  it("have names in kebab-case", () => {
    for (const name of Object.keys(changeRules)) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});
