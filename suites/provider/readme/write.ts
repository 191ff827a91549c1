import { readFile, writeFile } from "node:fs/promises";
import { parseContract } from "../../../contracts/index.ts";
import { parcelsDocument } from "../broken/contract.ts";
import { faults } from "../broken/index.ts";
import { checks } from "../index.ts";
import { renderReadme, samplesIn } from "./render.ts";
import { takeSamples } from "./sample.ts";

// Writes suites/provider/README.md from the declarations of the checks and of their known-bad providers.
const file = new URL("../README.md", import.meta.url);
const before = samplesIn(await readFile(file, "utf8").catch(() => ""));
const contract = await parseContract(parcelsDocument, "parcels.json");
const samples = await takeSamples(checks, faults, before);
await writeFile(file, renderReadme({ checks, faults, contract, samples }));
