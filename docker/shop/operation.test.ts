import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { services } from "./services.ts";
import { startTestShop, type TestShop } from "./testing/shop.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.stop());

const operator = { roles: ["operator"] };

test.each(services)("%s tests itself, says when, and leaves nothing behind", async (service) => {
  const counts = await shop.call(service, "GET", "/v1/counts", operator);
  const { status, headers, body } = await shop.call(service, "GET", "/v1/health", operator);
  expect({ status, type: headers["content-type"] }).toEqual({ status: 200, type: "application/health+json" });
  expect(body).toMatchObject({ status: "pass", serviceId: service, version: "1" });
  expect(body.checks[`${service}:businessTest`]).toMatchObject([{ status: "pass", time: expect.stringMatching(/Z$/) }]);
  expect(body.checks["database:responseTime"]).toMatchObject([{ status: "pass" }]);
  expect((await shop.call(service, "GET", "/v1/counts", operator)).body).toEqual(counts.body);
});

test("a self-test is not repeated within five seconds", async () => {
  const url = `${shop.urlsOf("products")[0]}/v1/health`;
  const times = await Promise.all(
    [1, 2, 3].map(
      async () => (await shop.client.call("GET", url, operator)).body.checks["products:businessTest"][0].time,
    ),
  );
  expect(new Set(times).size).toBe(1);
});

test("the measurements move by what was done", async () => {
  const url = shop.urlsOf("products")[0];
  const measure = async (line: RegExp) => {
    const { headers, body } = await shop.client.call("GET", `${url}/metrics`, operator);
    expect(headers["content-type"]).toMatch(/^application\/openmetrics-text; version=1\.0\.0/);
    expect(body).toMatch(/# EOF\n$/);
    return Number(line.exec(body)?.[1] ?? 0);
  };
  const answered = /http_requests_total\{operation="getProduct",status="200"\} (\d+)/;
  const refused = /http_refusals_total\{operation="getProduct",problem="unauthenticated"\} (\d+)/;
  const before = [await measure(answered), await measure(refused)];
  for (let index = 0; index < 3; index++) await shop.client.call("GET", `${url}/v1/products/milk-1l`);
  await shop.client.call("GET", `${url}/v1/products/milk-1l`, { token: null });
  expect([await measure(answered), await measure(refused)]).toEqual([(before[0] ?? 0) + 3, (before[1] ?? 0) + 1]);
});

test("logs are JSON lines of either kind; an action is one business line with its trace, without personal data", async () => {
  const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
  const anna = { kind: "private", name: "Zuleika Dobson", email: "zuleika@example.com", birthDate: "1980-05-17" };
  const { body } = await shop.call("customers", "POST", "/v1/customers", {
    key: crypto.randomUUID(),
    body: anna,
    headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
  });
  await shop.call("customers", "GET", `/v1/customers/${body.id}`);
  const directory = join(shop.directory, "logs");
  const readLogs = async () => {
    const files = await readdir(directory);
    const texts = await Promise.all(files.map((file) => readFile(join(directory, file), "utf8")));
    return texts.join("");
  };
  const businessLines = async () =>
    (await readLogs())
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line))
      .filter(({ log, traceId: id }) => {
        expect(["business", "technical"]).toContain(log);
        return log === "business" && id === traceId;
      });
  await expect
    .poll(businessLines)
    .toMatchObject([
      { action: "createCustomer", object: `/v1/customers/${body.id}`, service: "customers", message: "done" },
    ]);
  expect(await readLogs()).not.toMatch(/Zuleika|zuleika|1980-05-17|eyJ/);
  await shop.call("customers", "DELETE", `/v1/customers/${body.id}`);
});

test("no service holds more connections than its contract says, under load, each as its own user", async () => {
  const database = new pg.Client({ connectionString: shop.databaseUrl });
  await database.connect();
  let isLoaded = true;
  const load = Promise.all(
    Array.from({ length: 60 }, async (_, index) => {
      while (isLoaded) {
        await shop.call("products", "GET", "/v1/products", { subject: `loader-${index}` });
        await shop.call("customers", "GET", "/v1/counts", { subject: `loader-${index}`, ...operator });
      }
    }),
  );
  const most = new Map<string, number>();
  for (let look = 0; look < 20; look++) {
    const { rows } = await database.query<{ user: string; count: number }>(
      `SELECT usename AS user, count(*)::integer AS count FROM pg_stat_activity
       WHERE usename = ANY ($1) GROUP BY usename`,
      [services],
    );
    for (const { user, count } of rows) most.set(user, Math.max(count, most.get(user) ?? 0));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  isLoaded = false;
  await load;
  await database.end();
  expect(most.get("products")).toBeGreaterThan(1);
  expect(Math.max(...most.values())).toBeLessThanOrEqual(10);
});

test("no service reads another one's data", async () => {
  const url = (await readFile(join(shop.directory, "secrets", "carts", "database-url"), "utf8")).trim();
  const carts = new pg.Client({ connectionString: url });
  await carts.connect();
  await expect(carts.query("SELECT FROM customers.customer")).rejects.toThrow("permission denied for schema customers");
  await carts.end();
});
