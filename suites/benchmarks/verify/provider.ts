// The provider that all verifiers are given: plain node:http, in a process of its own, so that it costs each the same.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { itemOf } from "./item.ts";

const server = createServer((request, response) => {
  const id = /^\/items\/(\d+)$/.exec(request.url ?? "")?.[1];
  response.setHeader("content-type", "application/json");
  if (id === undefined) response.writeHead(404).end("{}");
  else response.end(JSON.stringify(itemOf(Number(id))));
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.once("SIGTERM", () => process.exit(0));
