import { defineConfig } from "vitest/config";

// What measures rates and lifetimes needs a machine that does nothing else: it comes last, one file at a time.
const timed = "**/*.timed.test.ts";

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
          include: ["{contracts,suites,runner,reports,docker}/**/*.test.ts"],
          // A package of its own, with peers that are not installed here.
          exclude: ["**/node_modules/**", "suites/benchmarks/**", timed],
          // Vitest leaves one core free by default, which on two cores is half of them.
          maxWorkers: "100%",
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "timed",
          include: [timed],
          exclude: ["**/node_modules/**", "suites/benchmarks/**"],
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
