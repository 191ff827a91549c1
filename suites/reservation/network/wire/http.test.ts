import fc from "fast-check";
import { expect, test } from "vitest";
import { inPieces, readAll } from "../testing/pieces.ts";
import { readHttpRequests, readHttpResponses } from "./http.ts";

const body = fc.string({ maxLength: 40 });
const chunks = fc.array(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 4 });
/** A body with the headers that say where it ends. */
const framed = fc.oneof(
  body.map((text) => ({ text, bytes: `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}` })),
  chunks.map((parts) => {
    const coded = parts.map((part) => `${Buffer.byteLength(part).toString(16)};x=1\r\n${part}\r\n`).join("");
    return { text: parts.join(""), bytes: `transfer-encoding: gzip, Chunked\r\n\r\n${coded}0\r\nTrailer: 1\r\n\r\n` };
  }),
);

test("requests are read the same however they are cut", () => {
  fc.assert(
    fc.property(
      fc.array(framed, { maxLength: 5 }).chain((bodies) => {
        const bytes = bodies.map((one) => `\r\nPOST /v3/kv/put HTTP/1.1\r\nHost: etcd\r\n${one.bytes}`).join("");
        return fc.tuple(fc.constant(bodies), inPieces(Buffer.from(bytes)));
      }),
      ([bodies, pieces]) => {
        const methods: string[] = [];
        const found = readAll(
          readHttpRequests((method) => methods.push(method)),
          pieces,
        );
        expect(found.map(({ message }) => message)).toEqual(
          bodies.map(({ text }) => ({ kind: "request", method: "POST", path: "/v3/kv/put", body: text })),
        );
        expect(methods).toHaveLength(bodies.length);
      },
    ),
  );
});

test("responses are read the same however they are cut, without interim ones", () => {
  fc.assert(
    fc.property(
      fc.array(framed, { maxLength: 5 }).chain((bodies) => {
        const bytes = bodies.map((one) => `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n${one.bytes}`).join("");
        return fc.tuple(fc.constant(bodies), inPieces(Buffer.from(bytes)));
      }),
      ([bodies, pieces]) => {
        const found = readAll(
          readHttpResponses(() => "POST"),
          pieces,
        );
        expect(found.map(({ message }) => message)).toEqual(bodies.map(({ text }) => ({ status: 200, body: text })));
      },
    ),
  );
});

test("a response to HEAD has no body, nor have 204 and 304", () => {
  const methods = ["HEAD", "GET", "GET", "GET"];
  const reader = readHttpResponses(() => methods.shift());
  const head = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
  const bytes = `${head}HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n${head}hello`;
  const found = reader.read(Buffer.from(bytes)).map(({ message }) => message);
  expect(found.map(({ status, body: text }) => `${status} ${text}`)).toEqual(["200 ", "204 ", "304 ", "200 hello"]);
});

test.each([
  ["TLS", Buffer.from([0x16, 3, 1]), "encrypted"],
  ["the preface of HTTP/2", Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), "http2"],
])("%s is told apart", (_title, bytes, kind) => {
  const reader = readHttpRequests(() => {});
  expect(reader.read(bytes).map(({ message }) => message.kind)).toEqual([kind]);
  expect(reader.read(Buffer.from("GET / HTTP/1.1\r\n\r\n"))).toEqual([]);
});

test.each([
  "hello\r\n",
  "GET /\r\n",
  "GET / HTTP/1.1\r\nno colon\r\n",
  "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
])("%j breaks the protocol", (text) => {
  const reader = readHttpRequests(() => {});
  reader.read(Buffer.from(text));
  expect(reader.broken).toBeDefined();
});
