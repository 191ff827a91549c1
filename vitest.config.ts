import { defineConfig } from "vitest/config";
import { compileCache } from "./docker/compile-cache.ts";

const everywhere = "{contracts,suites,runner,reports,docker}/**";
// What runs jobs on databases starts dozens of processes that mostly wait: beside each other, and not beside the rest.
const jobs = "**/*.jobs.test.ts";
// What measures rates and lifetimes needs a machine that does nothing else: it comes last, one file at a time.
const timed = "**/*.timed.test.ts";
// A package of its own, with peers that are not installed here.
const elsewhere = ["**/node_modules/**", "suites/benchmarks/**"];

// Tests start hundreds of processes.
Object.assign(process.env, compileCache());

export default defineConfig({
  test: {
    setupFiles: ["vitest.setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: "tests",
          include: [`${everywhere}/*.test.ts`],
          exclude: [...elsewhere, jobs, timed],
          // Vitest leaves one core free by default, which on two cores is half of them.
          maxWorkers: "100%",
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "jobs",
          include: [jobs],
          exclude: elsewhere,
          testTimeout: 240_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: "timed",
          include: [timed],
          exclude: elsewhere,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
