import type { AddressInfo } from "node:net";
import { createServer as createNetServer, type Server, type Socket } from "node:net";
import { createServer, type TlsOptions } from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import { createAuthority } from "../../../docker/index.ts";
import { oldVersionFault, weakSuiteFault } from "./judge-offers.ts";

const authority = await createAuthority();
const identity = await authority.issue({ dns: ["localhost"], ip: ["127.0.0.1"] });

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listen(started: Server): Promise<{ readonly url: string }> {
  const sockets = new Set<Socket>();
  started.on("connection", (socket) => sockets.add(socket.on("error", () => {})));
  closing.push(() => {
    started.close();
    for (const socket of sockets) socket.destroy();
  });
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  return { url: `https://127.0.0.1:${(started.address() as AddressInfo).port}` };
}
const listenTls = (options: TlsOptions) => {
  const started = createServer({ cert: identity.certificate, key: identity.key, ...options });
  return listen(started.on("tlsClientError", () => {}));
};
const listenPlain = (greet: (socket: Socket) => void) => listen(createNetServer(greet));

describe("offers that must be refused", () => {
  test.each<[string, TlsOptions, string | undefined]>([
    ["TLS 1.3 alone", { minVersion: "TLSv1.3" }, undefined],
    ["TLS 1.2 and 1.3", { minVersion: "TLSv1.2" }, undefined],
    ["TLS 1.1", { minVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" }, "it agreed on TLS 1.1"],
    ["TLS 1.0", { minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" }, "it agreed on TLS 1.0 and TLS 1.1"],
    [
      "TLS 1.0 and nothing newer",
      { minVersion: "TLSv1", maxVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" },
      "it agreed on TLS 1.0",
    ],
  ])("a server of %s is seen as what it is", async (_name, options, expected) => {
    expect(await oldVersionFault(await listenTls(options))).toBe(expected);
  });

  test.each<[string, string, string | undefined]>([
    ["the library's own suites", "DEFAULT", undefined],
    ["a suite without encryption", "ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0", "it agreed on TLS_ECDHE_ECDSA_WITH_NULL_SHA"],
    [
      "a suite without authentication",
      "AECDH-AES256-SHA:@SECLEVEL=0",
      "it agreed on TLS_ECDH_anon_WITH_AES_256_CBC_SHA",
    ],
  ])("a server with %s is seen as what it is", async (_name, ciphers, expected) => {
    expect(await weakSuiteFault(await listenTls({ ciphers, minVersion: "TLSv1.2" }))).toBe(expected);
  });

  test("a server that hangs up, and one that answers something else, agree on nothing", async () => {
    expect(await oldVersionFault(await listenPlain((socket) => socket.destroy()))).toBeUndefined();
    const other = await listenPlain((socket) => void socket.end("SSH-2.0-OpenSSH_9.2\r\n"));
    expect(await oldVersionFault(other)).toBeUndefined();
  });
});
