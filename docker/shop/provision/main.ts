// Makes the secrets of a shop in containers, once, before its services start: compose.yaml.
import { z } from "zod";
import { createLogs } from "../platform/log.ts";
import { provision } from "./provision.ts";

const { DIRECTORY, DATABASE_URL } = z.object({ DIRECTORY: z.string(), DATABASE_URL: z.string() }).parse(process.env);
await provision(DIRECTORY, DATABASE_URL);
createLogs({ service: "provision", dataCentre: "all" }).technical.info("ready");
