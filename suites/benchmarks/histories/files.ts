import { open } from "node:fs/promises";
import { simulate, simulatedHeader, type Workforce } from "./simulate.ts";

const partCharacters = 1_000_000;

/** Writes the first events of a simulated history as NDJSON. */
export async function writeSimulated(file: string, events: number, workforce: Workforce): Promise<void> {
  const handle = await open(file, "w");
  try {
    let part = `${JSON.stringify(simulatedHeader)}\n`;
    let rest = events;
    for (const event of simulate(workforce)) {
      part += `${JSON.stringify(event)}\n`;
      rest--;
      if (part.length < partCharacters && rest > 0) continue;
      await handle.writeFile(part);
      part = "";
      if (rest === 0) return;
    }
  } finally {
    await handle.close();
  }
}
