import { expect, test } from "vitest";
import { givenDatabase } from "./given.ts";

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
