import { greetings } from "./greetings.ts";

const config = `import { defineConfig } from "tercet";

export default defineConfig({
  environments: {
    local: {
      services: { greetings: { urls: ["http://localhost:3000"] } },
      // tokens: "tokens.json",
      // certificateAuthority: "authority.pem",
    },
  },
});
`;

const scenario = `import { scenario } from "tercet";

export default scenario({
  id: "greeting-is-kept",
  title: "A greeting that was left can be read",
  capability: "greeting",
  uses: { greetings: "^1" },
  monitor: { everySeconds: 60, timeoutSeconds: 10, objective: { availability: 0.999, p95Milliseconds: 500 } },
  async run({ greetings, step, expect }) {
    const left = await step("a guest leaves a greeting", () => greetings.createGreeting({ text: "Good morning" }));
    const read = await step("another guest reads it", () => greetings.getGreeting({ greetingId: left.id }));
    expect(read.text).toBe("Good morning");
  },
});
`;

const workflow = `name: tercet
on:
  push:
  schedule:
    - cron: "17 5 * * *"
jobs:
  contracts:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with: { node-version: 24, cache: npm }
      - run: npm ci
      - run: npx tercet contracts lint
      # Once your service runs here, and its environment stands in tercet.config.ts:
      # - run: npx tercet verify greetings --environment local --report html=reports/out/report.html
`;

/** What \`tercet init\` writes: path → text. */
export const templates: Readonly<Record<string, string>> = {
  "tercet.config.ts": config,
  "contracts/catalog/greetings/1.0.0/openapi.json": `${JSON.stringify(greetings, undefined, 2)}\n`,
  "suites/scenarios/greeting-is-kept.ts": scenario,
  ".github/workflows/tercet.yml": workflow,
};
