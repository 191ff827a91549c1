import { connect } from "node:net";
import { type Instance, portOf } from "../../kit/instance.ts";
import type { CipherSuite } from "./cipher-suites.ts";
import { clientHello } from "./client-hello.ts";

/** A server that has not chosen after so long takes nothing. */
const answerMilliseconds = 3000;
/** Record and message types, RFC 5246 §6.2.1 and §7.4. */
const handshakeRecord = 22;
const serverHello = 2;

/** What a server chose of an offer. */
export interface Choice {
  readonly version: number;
  readonly suite: number;
}

/**
 * Offers one version and some suites to an instance, and looks at its first message alone: no connection comes of it.
 * Undefined where it takes none: by an alert, by hanging up, or by silence.
 */
export function offer(
  instance: Instance,
  version: number,
  suites: readonly CipherSuite[],
): Promise<Choice | undefined> {
  const host = hostOf(instance.url);
  return new Promise((resolve) => {
    const socket = connect({ host: instance.address ?? host, port: portOf(instance.url) });
    let received = Buffer.alloc(0);
    const end = (choice?: Choice) => {
      clearTimeout(deadline);
      resolve(choice);
      socket.destroy();
    };
    // Not the socket's own time-out, which begins again with each byte that drips in.
    const deadline = setTimeout(end, answerMilliseconds);
    socket.on("connect", () => socket.write(clientHello(version, suites, host)));
    socket.on("data", (bytes) => {
      received = Buffer.concat([received, bytes]);
      const choice = readHello(received);
      if (choice !== "incomplete") end(choice);
    });
    for (const event of ["error", "close"] as const) socket.on(event, () => end());
  });
}

/** The host of a URL as it is connected to: an IPv6 address without its brackets. */
export function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[(.*)\]$/, "$1");
}

/** Reads a ServerHello (RFC 5246 §7.4.1.3); undefined where it is something else. */
function readHello(bytes: Buffer): Choice | "incomplete" | undefined {
  if (bytes.length < 6) return "incomplete";
  if (bytes[0] !== handshakeRecord || bytes[5] !== serverHello) return undefined;
  // Record header 5, message header 4, version 2, random 32, then the session id with its length.
  const sessionLength = bytes[43];
  if (sessionLength === undefined || bytes.length < 46 + sessionLength) return "incomplete";
  return { version: bytes.readUInt16BE(9), suite: bytes.readUInt16BE(44 + sessionLength) };
}
