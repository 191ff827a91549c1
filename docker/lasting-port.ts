import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

// Below the ranges from which systems take the ports of outgoing connections (Linux: from 32768; RFC 6335, section 6: from
// 49152), and above those of well-known services.
const lowest = 15_000;
const highest = 32_000;
const attempts = 50;

/**
 * A port that nobody listens on now, and that stays free while its server is down for a moment: no outgoing connection
 * gets it. Until it is bound, another server may take it. Throws where none is found.
 */
export async function lastingPort(): Promise<number> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const port = randomInt(lowest, highest);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port between ${lowest} and ${highest}`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen({ port, exclusive: true });
  try {
    await once(server, "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}
