import { expect, test } from "vitest";
import { disclosuresIn } from "./disclosures.ts";

const answer = (body: unknown, headers: Record<string, string> = {}, url = "https://parcels.example/v1/parcels") =>
  disclosuresIn({
    request: { method: "POST", url, headers: {}, body: '{"recipient":"10.1.1.1"}' },
    response: { status: 400, headers, body: typeof body === "string" ? body : JSON.stringify(body) },
    durationMilliseconds: 1,
  }).map(({ way }) => way);

test.each([
  ["stack-trace", { detail: "TypeError: x is undefined\n    at read (read.js:10:5)" }],
  ["stack-trace", { trace: ["org.example.Reader.read(Reader.java:10)", "at org.example.Main.main(Main.java:3)"] }],
  ["stack-trace", 'Traceback (most recent call last):\n  File "app.py", line 3, in <module>'],
  ["stack-trace", { detail: "   at Parcels.Reader.Read(String text) in Reader.cs:line 10" }],
  ["stack-trace", { detail: "app/models/parcel.rb:10:in `read'" }],
  ["stack-trace", { detail: "#0 Reader.php(10): read()" }],
  ["stack-trace", { detail: "panic: runtime error: index out of range" }],
  ["stack-trace", { detail: "thread 'main' panicked at reader.rs:10:5" }],
  ["internal-host", { detail: "upstream 172.20.3.4 timed out" }],
  ["internal-host", { detail: "http://orders.shop.svc:8080 is away" }],
  ["internal-host", { detail: "getaddrinfo ENOTFOUND orders-db" }],
  ["internal-host", { detail: "connect ECONNREFUSED ::1:5432" }],
  ["file-path", { detail: "cannot open /var/lib/parcels/cache.db" }],
  ["file-path", { detail: "cannot open C:\\inetpub\\parcels\\web.config" }],
  ["sql", { detail: 'duplicate key value violates unique constraint "parcels_pkey"' }],
  ["sql", { detail: "ORA-00942: table or view does not exist" }],
  ["sql", { query: "INSERT INTO parcels (id) VALUES ($1)" }],
  ["html", "<!DOCTYPE html><html></html>"],
])("%s: %j", (way, body) => expect(answer(body)).toEqual([way]));

test("a banner is told by its header, and a page by its media type", () => {
  expect(answer({}, { server: "nginx" })).toEqual(["server-banner"]);
  expect(answer("<p>no</p>", { "content-type": "text/html; charset=utf-8" })).toEqual(["html"]);
});

test("what the business says is data", () => {
  const texts = [
    "Select a slot from the list, at 10:30:00 or at 12:00",
    "Please look at Baker Street 10.2, or pick up at the depot (Main.East:10)",
    "The article is local, the version is 10.12.1",
    "Insert into the slot; delete from your cart",
    "https://parcels.example/problems/not-found",
    "/v1/parcels/4996e197-7c10-4211-9bb4-060c24bd3acf",
    "ENOTFOUND",
  ];
  for (const detail of texts) expect(answer({ detail })).toEqual([]);
});

test("what the request said, and the host that was asked, is no secret", () => {
  expect(answer({ recipient: "10.1.1.1" })).toEqual([]);
  expect(answer({}, { location: "http://127.0.0.1:8080/v1/parcels/1" }, "http://localhost:8080/v1/parcels")).toEqual(
    [],
  );
  expect(answer({}, { location: "http://127.0.0.1:8080/v1/parcels/1" })).toEqual(["internal-host"]);
});

test("a hostile body is searched within bounds", () => {
  const started = performance.now();
  expect(answer(`${"[".repeat(100_000)}`)).toEqual([]);
  expect(answer(`"${"select ".repeat(100_000)}"`)).toEqual([]);
  expect(answer({ detail: " at ".repeat(60_000) })).toEqual([]);
  expect(performance.now() - started).toBeLessThan(3000);
});
