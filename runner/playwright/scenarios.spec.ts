import { scenarioTests } from "./tests.ts";

await scenarioTests();
