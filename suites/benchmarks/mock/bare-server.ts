// The fastest that node:http does: it answers every request with the same bytes. node mock/bare-server.ts ANSWER, where
// ANSWER is JSON: { status, headers, body }.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const { status, headers, body } = JSON.parse(process.argv[2] ?? "{}");
const server = createServer((_, response) => response.writeHead(status, headers).end(body));
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.once("SIGTERM", () => process.exit(0));
