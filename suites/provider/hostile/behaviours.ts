import { brotliCompressSync, constants, deflateSync, gzipSync } from "node:zlib";
import { type Behaviour, drip, pour } from "./server.ts";

/** What a hostile service does, and whose fault the harness must say it is. */
export interface Hostility {
  readonly name: string;
  readonly behaviour: Behaviour;
  /**
   * - `fail`: the service answers with what no client can read: `output-validation` fails
   * - `inconclusive`: it gives no answer, as when it is not there
   */
  readonly verdict: "fail" | "inconclusive";
  /** What a finding, or the reason for having none, must say. */
  readonly says: RegExp;
}

const json = (body: string | Uint8Array, fields = "") =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${fields}Content-Length: ${body.length}\r\n\r\n`),
    Buffer.from(body),
  ]);

/** Answers each request with the same bytes, and keeps the connection. */
const always =
  (answer: string | Uint8Array): Behaviour =>
  (socket, onRequest) =>
    onRequest(() => socket.write(answer));

/** Answers the first request with the same bytes, and ends the connection. */
const once =
  (answer: string | Uint8Array): Behaviour =>
  (socket, onRequest) =>
    onRequest(() => socket.end(answer));

const chunk = Buffer.alloc(64 * 1024, "x");
const chunkFrame = Buffer.concat([Buffer.from("10000\r\n"), chunk, Buffer.from("\r\n")]);
const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
/** 64 MiB in a few kilobytes: a client that decodes without a bound would hold it for each of a thousand answers. */
const bomb = Buffer.alloc(64 * 1024 * 1024, 0x20);
const quickly = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const deep = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);

/** Every hostile service. */
export const hostilities: readonly Hostility[] = [
  {
    name: "sends a body without an end",
    verdict: "fail",
    says: /answered with more than tercet reads/,
    behaviour: (socket, onRequest) =>
      onRequest(() => {
        socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`);
        pour(socket, chunkFrame);
      }),
  },
  {
    name: "announces and sends a gigabyte",
    verdict: "fail",
    says: /answered with more than tercet reads/,
    behaviour: (socket, onRequest) =>
      onRequest(() => {
        socket.write(`${head}Content-Length: 1073741824\r\n\r\n`);
        pour(socket, chunk);
      }),
  },
  {
    name: "sends its body byte by byte",
    verdict: "inconclusive",
    says: /gave no complete answer within/,
    behaviour: (socket, onRequest) =>
      onRequest(() => {
        socket.write(`${head}Content-Length: 1000\r\n\r\n`);
        drip(socket, "x", 20);
      }),
  },
  {
    name: "sends its header byte by byte",
    verdict: "inconclusive",
    says: /gave no complete answer within/,
    behaviour: (socket, onRequest) =>
      onRequest(() => {
        socket.write("HTTP/1.1 200 OK\r\nX-Slow: ");
        drip(socket, "x", 20);
      }),
  },
  {
    name: "sends informational answers without an end",
    verdict: "inconclusive",
    says: /gave no complete answer within|answered with something that is not HTTP|closed the connection/,
    behaviour: (socket, onRequest) => onRequest(() => pour(socket, Buffer.from("HTTP/1.1 103 Early Hints\r\n\r\n"))),
  },
  {
    name: "never answers",
    verdict: "inconclusive",
    says: /gave no complete answer within/,
    behaviour: () => {},
  },
  {
    name: "closes each connection at once",
    verdict: "inconclusive",
    says: /closed the connection without a complete answer/,
    behaviour: (socket) => socket.destroy(),
  },
  {
    name: "resets the connection in the middle of a body",
    verdict: "fail",
    says: /closed the connection in the middle of its answer/,
    behaviour: (socket, onRequest) =>
      onRequest(() => socket.write(`${head}Content-Length: 1000\r\n\r\n{"id":`, () => socket.resetAndDestroy())),
  },
  {
    name: "sends less than it announces",
    verdict: "fail",
    says: /closed the connection in the middle of its answer/,
    behaviour: once(`${head}Content-Length: 1000\r\n\r\n{}`),
  },
  {
    name: "sends more than it announces",
    verdict: "fail",
    says: /not HTTP|does not match its schema|not JSON/,
    behaviour: always(`${head}Content-Length: 2\r\n\r\n{}{"more":true}`),
  },
  {
    name: "answers a request twice",
    verdict: "fail",
    says: /does not match its schema|closed the connection|not HTTP/,
    behaviour: always(Buffer.concat([json("{}"), json('{"another":true}')])),
  },
  {
    name: "answers before it is asked",
    verdict: "fail",
    says: /does not match its schema|closed the connection|not HTTP/,
    behaviour: (socket, onRequest) => {
      socket.write(json("{}"));
      onRequest(() => socket.write(json("{}")));
    },
  },
  {
    name: "sends garbage",
    verdict: "fail",
    says: /not HTTP\/1\.1/,
    behaviour: once(Buffer.from([0x16, 0x03, 0x01, 0x00, 0xff, 0x0a, 0x0d, 0x0a, 0x0d, 0x0a])),
  },
  {
    name: "speaks HTTP/0.9",
    verdict: "fail",
    says: /not HTTP\/1\.1/,
    behaviour: once('{"id":"1"}\n'),
  },
  {
    name: "sends chunks with bad sizes",
    verdict: "fail",
    says: /breaks the rules of HTTP\/1\.1 \(RFC 9112\): invalid character in chunk size/,
    behaviour: once(`${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`),
  },
  {
    name: "sends both Content-Length and Transfer-Encoding",
    verdict: "fail",
    says: /another length than it announced/,
    behaviour: always(`${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`),
  },
  {
    name: "announces a negative length",
    verdict: "fail",
    says: /breaks the rules of HTTP\/1\.1 \(RFC 9112\): invalid character in content-length/,
    behaviour: once(`${head}Content-Length: -1\r\n\r\n{}`),
  },
  {
    name: "sends ten thousand header fields",
    verdict: "fail",
    says: /answered with more than tercet reads/,
    behaviour: always(`${head}${"X-Field: 1\r\n".repeat(10_000)}Content-Length: 2\r\n\r\n{}`),
  },
  {
    name: "sends a header field of a megabyte",
    verdict: "fail",
    says: /answered with more than tercet reads/,
    behaviour: always(`${head}X-Field: ${"x".repeat(1024 * 1024)}\r\nContent-Length: 2\r\n\r\n{}`),
  },
  {
    name: "redirects to itself for ever",
    verdict: "fail",
    says: /status 302 is not declared/,
    behaviour: always("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"),
  },
  {
    name: "upgrades to a WebSocket that nobody asked for",
    verdict: "fail",
    says: /switched to another protocol/,
    behaviour: always("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"),
  },
  {
    name: "sends a gzip bomb",
    verdict: "fail",
    says: /content coding gzip/,
    behaviour: always(json(gzipSync(bomb), "Content-Encoding: gzip\r\n")),
  },
  {
    name: "sends a brotli bomb",
    verdict: "fail",
    says: /content coding br/,
    behaviour: always(json(brotliCompressSync(bomb, quickly), "Content-Encoding: br\r\n")),
  },
  {
    name: "sends a deflate bomb",
    verdict: "fail",
    says: /content coding deflate/,
    behaviour: always(json(deflateSync(bomb), "Content-Encoding: deflate\r\n")),
  },
  {
    name: "sends bytes that are not UTF-8",
    verdict: "fail",
    says: /not UTF-8/,
    behaviour: always(json(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d]))),
  },
  {
    name: "sends arrays nested 100,000 deep",
    verdict: "fail",
    says: /nested deeper than tercet reads/,
    behaviour: always(json(deep(100_000, "[", "]"))),
  },
  {
    name: "sends objects nested 100,000 deep, as its recursive schema allows",
    verdict: "fail",
    says: /nested deeper than tercet reads/,
    behaviour: always(json(`${'{"id":"1","parts":['.repeat(100_000)}${"]}".repeat(100_000)}`)),
  },
  {
    name: "sends numbers and names of 50,000 characters",
    verdict: "fail",
    says: /schema/,
    behaviour: always(json(`{"id":${"9".repeat(50_000)},"${"k".repeat(50_000)}":1e999999}`)),
  },
  {
    name: "sends an object of 2,000 members",
    verdict: "fail",
    says: /schema/,
    behaviour: always(
      json(JSON.stringify(Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`key${index}`, index])))),
    ),
  },
];
