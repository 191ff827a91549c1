import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{contracts,suites,runner,reports,docker}/**/*.test.ts"],
    // A package of its own, with peers that are not installed here.
    exclude: ["**/node_modules/**", "suites/benchmarks/**"],
    // Vitest leaves one core free by default, which on two cores is half of them.
    maxWorkers: "100%",
    setupFiles: ["vitest.setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
