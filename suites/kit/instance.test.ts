import { describe, expect, test } from "vitest";
import { instanceName, instancesOf, parseResolved, resolvedText } from "./instance.ts";

describe("parseResolved", () => {
  test.each(["orders.example:443:192.0.2.1", "localhost:8443:127.0.0.2", "orders_1:80:[2001:db8::1]"])(
    "reads %s as curl does, and writes it again",
    (text) => {
      const resolved = parseResolved(text);
      expect(resolved).toBeDefined();
      expect(resolved && resolvedText(resolved)).toBe(text);
    },
  );

  test("takes a name in any case", () => {
    expect(parseResolved("Orders.Example:443:192.0.2.1")?.name).toBe("orders.example");
  });

  test.each([
    "",
    "orders.example",
    "orders.example:443",
    "orders.example:443:",
    "orders.example:0:192.0.2.1",
    "orders.example:65536:192.0.2.1",
    "orders.example:https:192.0.2.1",
    "orders.example:443:other.example",
    "orders.example:443:2001:db8::1",
    "orders.example:443:[192.0.2.1]",
    "orders.example:443:192.0.2.1,192.0.2.2",
    "127.0.0.1:443:127.0.0.2",
    "https://orders.example:443:192.0.2.1",
    "*:443:192.0.2.1",
  ])("refuses %j", (text) => {
    expect(parseResolved(text)).toBeUndefined();
  });
});

describe("instancesOf", () => {
  const behind = (name: string, port: number, address: string) => ({ name, port, address });

  test("counts each URL, and one that is given twice once", () => {
    expect(instancesOf({ urls: ["http://a", "http://b", "http://a"] })).toEqual([
      { url: "http://a" },
      { url: "http://b" },
    ]);
  });

  test("counts each address behind the name and port of a URL", () => {
    const resolve = [
      behind("a.example", 443, "192.0.2.1"),
      behind("a.example", 443, "2001:db8::1"),
      behind("a.example", 443, "192.0.2.1"),
      behind("a.example", 8443, "192.0.2.9"),
    ];
    const instances = instancesOf({ urls: ["https://A.example/api"], resolve });
    expect(instances.map(instanceName)).toEqual([
      "https://A.example/api at 192.0.2.1",
      "https://A.example/api at 2001:db8::1",
    ]);
  });
});
