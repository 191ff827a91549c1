import { startShop } from "./docker/index.ts";
import { defineConfig } from "./runner/index.ts";

export default defineConfig({
  // Started for the command that needs it, unless `tercet demo --keep` holds it up already.
  environments: { demo: startShop },
});
