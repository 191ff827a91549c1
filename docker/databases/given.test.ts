import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { freePort } from "../free-port.ts";
import { assertReachable, givenDatabase } from "./given.ts";

test.each([
  ["postgres://me:secret@db.example.com/jobs", "postgres", [["db.example.com", 5432]]],
  ["mysql://me@127.0.0.1:3307/jobs", "mariadb", [["127.0.0.1", 3307]]],
  ["redis://cache", "redis", [["cache", 6379]]],
  [
    "http://a:2379,http://b:2379,http://c",
    "etcd",
    [
      ["a", 2379],
      ["b", 2379],
      ["c", 2379],
    ],
  ],
])("%s is a database of somebody else's", (url, name, nodes) => {
  const database = givenDatabase(url);
  expect(database).toMatchObject({ name, how: "given", url: url.split(",")[0] });
  expect(database.nodes.map(({ host, port }) => [host, port])).toEqual(nodes);
});

test.each(["", "db.example.com", "oracle://me:secret@db", "postgres://", "http://a,"])(
  "%j is refused, unseen",
  (url) => {
    expect(() => givenDatabase(url)).toThrow(/begins with postgres:\/\//);
    expect(() => givenDatabase(url)).not.toThrow(/secret/);
  },
);

test("where nothing listens, one sentence says so; a node that does is enough", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const [there, free] = [(server.address() as AddressInfo).port, await freePort()];
  try {
    await assertReachable(givenDatabase(`http://127.0.0.1:${free},http://127.0.0.1:${there}`));
    await expect(assertReachable(givenDatabase(`postgres://me:secret@127.0.0.1:${free}/x`))).rejects.toThrow(
      `The database at 127.0.0.1:${free} cannot be reached: connect ECONNREFUSED 127.0.0.1:${free}. Start it, or give another --database-url.`,
    );
  } finally {
    server.close();
  }
});
