import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, createServer, type Socket } from "node:net";
import type { Arrangement } from "../arrangement.ts";
import { parcelsDocument } from "../contract.ts";
import { tokenKeys } from "../keys.ts";
import { createParts, type Parts } from "../parts.ts";
import { listenerOf } from "../provider.ts";
import { providerName } from "../tls.ts";
import { issueCertificate } from "./certificates.ts";

/** The type of the record that a TLS connection begins with, RFC 5246 §6.2.1. */
const handshakeRecord = 22;

/** One instance over HTTPS, reached by a name that is found on this machine. */
export const overHttps: Arrangement = {
  document: parcelsDocument,
  async start(change = () => ({})) {
    const correct = await createParts(await tokenKeys());
    const parts = { ...correct, ...change(correct) };
    const { certificate, key, authority } = await issueCertificate(parts.tls.certificate);
    const listener = withPolicy(parts);
    const https = createHttpsServer({ cert: certificate, key, ...parts.tls.options }, listener);
    const http = createHttpServer(listener);
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket.on("error", () => {}).on("close", () => sockets.delete(socket)));
      socket.once("data", (first) => {
        socket.pause();
        socket.unshift(first);
        if (first[0] === handshakeRecord) https.emit("connection", socket);
        else parts.tls.plain(socket, http);
        process.nextTick(() => socket.resume());
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return {
      target: {
        urls: [`https://${providerName}:${port}`],
        resolve: [{ name: providerName, port, address: "127.0.0.1" }],
        certificateAuthority: authority,
      },
      keys: parts.keys,
      parts,
      async stop() {
        const closed = new Promise((resolve) => server.close(resolve));
        for (const socket of sockets) socket.destroy();
        await closed;
      },
    };
  },
};

/** Sends the policy with every answer (RFC 6797 §7.1). */
function withPolicy(parts: Parts): RequestListener {
  const secured: Parts = {
    ...parts,
    send(answer, response) {
      const policy = parts.tls.policy(answer.status);
      const headers = policy === undefined ? {} : { "strict-transport-security": policy };
      parts.send({ ...answer, headers: { ...headers, ...answer.headers } }, response);
    },
  };
  return listenerOf(secured);
}
