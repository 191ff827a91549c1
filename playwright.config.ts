import { defineConfig } from "@playwright/test";

// The scenarios of suites/scenarios as Playwright tests: TERCET_ENVIRONMENT=demo npx playwright test
export default defineConfig({
  testDir: "runner/playwright",
  testMatch: "**/*.spec.ts",
  fullyParallel: true,
  globalSetup: "./runner/playwright/setup.ts",
  outputDir: "test-results",
});
