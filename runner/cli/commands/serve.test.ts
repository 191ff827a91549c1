import { createHash } from "node:crypto";
import { request as requestPlain } from "node:http";
import { type RequestOptions, request } from "node:https";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createAuthority } from "../../../docker/index.ts";
import { pactDocument, publication } from "../../broker/testing/broker.ts";
import { runCli } from "../main.ts";
import { ledgerProject } from "../testing/ledger-project.ts";

const secret = "a-long-secret-of-the-build";
const { directory, tercet, write } = ledgerProject();
let authority: string;
beforeEach(async () => {
  const issuer = await createAuthority();
  authority = issuer.certificate;
  const { certificate, key } = await issuer.issue({ dns: ["localhost"], ip: ["127.0.0.1"] });
  await write("certificate.pem", certificate);
  await write("key.pem", key);
  const digest = `sha256-${createHash("sha256").update(secret).digest("hex")}`;
  await write("access.json", { clients: [{ name: "build", role: "write", secret: digest }] });
});

let stop: () => Promise<number> = async () => 0;
afterEach(() => stop());

/** Serves until the test is over; gives the address that the command prints. */
async function serve(...args: readonly string[]): Promise<string> {
  const [stdout, stderr, interruption] = [new PassThrough(), new PassThrough(), new AbortController()];
  const context = { cwd: directory(), env: {}, stdin: new PassThrough(), stdout, stderr, version: "0.0.0" };
  const argv = ["serve", "--port", "0", "--access", "access.json", ...args];
  const ended = runCli(argv, { ...context, signal: interruption.signal });
  stop = () => {
    interruption.abort();
    return ended;
  };
  const [first] = (await stdout.iterator({ destroyOnReturn: false }).next()).value.toString().split("\n");
  return first;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

function send(url: string, options: RequestOptions = {}, body?: object): Promise<Answer> {
  const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json", ...options.headers };
  return new Promise((resolve, reject) => {
    request(url, { ca: authority, agent: false, method: body === undefined ? "GET" : "POST", ...options, headers })
      .on("error", reject)
      .on("response", async (response) => {
        let text = "";
        for await (const chunk of response.setEncoding("utf8")) text += chunk;
        resolve({ status: response.statusCode ?? 0, body: text });
      })
      .end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const tls = ["--certificate", "certificate.pem", "--key", "key.pem"];

test("serves HTTPS: publishes, links to itself by HTTPS, and asks for credentials", async () => {
  const url = await serve(...tls);
  expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect((await send(`${url}/contracts/publish`, {}, publication("1", pactDocument("web", "things")))).status).toBe(
    200,
  );
  const entry = JSON.parse((await send(`${url}/`)).body);
  expect(entry._links["pb:publish-contracts"].href).toBe(`${url}/contracts/publish`);
  expect((await send(`${url}/`, { headers: { authorization: "Bearer wrong" } })).status).toBe(401);
  expect(await stop()).toBe(0);
  expect((await tercet("publish", "--service", "things", "--version", "5")).code).toBe(0);
});

test("a client that does not know the authority, or speaks TLS 1.1 or plain HTTP, is not served", async () => {
  const url = await serve(...tls);
  await expect(send(url, { ca: [] })).rejects.toMatchObject({ code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });
  await expect(send(url, { maxVersion: "TLSv1.1", minVersion: "TLSv1" })).rejects.toThrow();
  const plain = new Promise((resolve, reject) => {
    requestPlain(url.replace("https:", "http:"), resolve).on("error", reject).end();
  });
  await expect(plain).rejects.toThrow();
});

test.each([
  ["a certificate that is not there", ["--certificate", "none.pem", "--key", "key.pem"], /none\.pem cannot be read/],
  ["a file that is no certificate", ["--certificate", "access.json", "--key", "key.pem"], /do not make a server/],
  [
    "the key of another certificate",
    ["--certificate", "certificate.pem", "--key", "other.pem"],
    /do not make a server/,
  ],
])("%s is one sentence, and exit 2", async (_, args, sentence) => {
  const other = await (await createAuthority()).issue({ dns: ["localhost"], ip: [] });
  await write("other.pem", other.key);
  const { code, out, error } = await tercet("serve", "--access", "access.json", "--port", "0", ...args);
  expect([code, out]).toEqual([2, ""]);
  expect(error).toMatch(sentence);
  expect(error.trim().split("\n")).toHaveLength(1);
});
