import { expect, test } from "vitest";
import { keepSecretsOf, lastWords } from "./output.ts";

test("of what a program said again and again, the last time is told", () => {
  expect(lastWords("starts\nwaits\nwaits\r\nwaits\nout of paper\n")).toBe("starts; waits; out of paper");
});

test("where in the program it was is left out, and what went wrong is not", () => {
  const output = `file:///worker.ts:79
  throw new Error("out of paper");
        ^

Error: out of paper
    at print (file:///worker.ts:79:9)
    at process.processTicksAndRejections (node:internal/process/task_queues:104:5)

Node.js v24.21.0
`;
  expect(lastWords(output)).toBe('file:///worker.ts:79; throw new Error("out of paper");; Error: out of paper');
});

test("secrets are not told, and a silent program said nothing", () => {
  keepSecretsOf({ DATABASE: "postgres://me:unspeakable@localhost/jobs" });
  expect(lastWords("connects to postgres://me:unspeakable@localhost/jobs")).not.toContain("unspeakable");
  expect(lastWords("")).toBe("");
});

test("of long output the end is told, at most 1,500 characters", () => {
  const lines = Array.from({ length: 1_000 }, (_, index) => `line ${index}`);
  const shown = lastWords(lines.join("\n"));
  expect(shown.length).toBeLessThanOrEqual(1_500);
  expect(shown.endsWith("line 998; line 999")).toBe(true);
});
