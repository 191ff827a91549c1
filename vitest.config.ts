import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{contracts,suites,runner,reports,docker}/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
