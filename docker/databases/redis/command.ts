import { once } from "node:events";
import { createConnection } from "node:net";

const timeoutMilliseconds = 5_000;

/** A server of Redis and its password. */
export interface RedisServer {
  readonly host: string;
  readonly port: number;
  readonly password: string;
}

/**
 * Sends one command on a connection of its own and returns its answer, which must be a line, a number or a text (RESP: simple
 * string, integer, bulk string). Throws what the server says where it refuses, and when it does not answer within 5 s.
 */
export async function redisCommand(server: RedisServer, ...command: readonly string[]): Promise<string> {
  const socket = createConnection(server.port, server.host);
  // It fails the step that waits, too; between two steps nobody listens.
  socket.on("error", () => {});
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  try {
    await once(socket, "connect", { signal });
    socket.write(encode(["AUTH", server.password]) + encode(command));
    let received = "";
    // Also the end of the connection ends the loop.
    while (!socket.readableEnded && !socket.destroyed) {
      const [authenticated, answer] = replies(received);
      const refusal = [authenticated, answer].find((reply) => reply?.startsWith("-"));
      if (refusal !== undefined) throw new Error(refusal.slice(1));
      if (answer !== undefined) return answer.slice(1);
      const [chunk] = (await Promise.race([once(socket, "data", { signal }), once(socket, "close", { signal })])) as [
        unknown,
      ];
      if (!Buffer.isBuffer(chunk)) break;
      received += chunk.toString("latin1");
    }
    throw new Error("the server closed the connection");
  } finally {
    socket.destroy();
  }
}

function encode(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`;
}

/** The complete replies in a text, each with its type in front: `+OK`, `-ERR …`, `:1`, `$text`. */
function replies(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf("\r\n", at);
    if (end < 0) break;
    const line = text.slice(at, end);
    at = end + 2;
    if (line.startsWith("$")) {
      const length = Number(line.slice(1));
      if (text.length < at + length + 2) break;
      found.push(`$${text.slice(at, at + length)}`);
      at += length + 2;
    } else {
      found.push(line);
    }
  }
  return found;
}

/** A field of what a server says of itself (`INFO`); throws where it has none of that name. */
export async function redisField(server: RedisServer, section: string, field: string): Promise<string> {
  const information = await redisCommand(server, "INFO", section);
  const line = information.split("\r\n").find((text) => text.startsWith(`${field}:`));
  if (line === undefined) throw new Error(`Redis says nothing of ${field}`);
  return line.slice(field.length + 1);
}
