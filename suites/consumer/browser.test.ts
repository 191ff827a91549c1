import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { expect, test } from "vitest";
import { launchBrowser } from "../../reports/testing/browser.ts";

const entry = "\0page";
const page = `
import { setupWorker } from "msw/browser";
import { createMock, handlersOf, parseContract, startRecording } from ${JSON.stringify(fileURLToPath(new URL("./browser.ts", import.meta.url)))};
globalThis.consumerTest = async (document) => {
  const mock = createMock(await parseContract(document), { stateful: true });
  const recording = startRecording(mock, "page");
  const worker = setupWorker(...handlersOf(mock, { baseUrl: "https://products.test" }));
  await worker.start({ quiet: true, onUnhandledFrame: "bypass" });
  const ask = async (path, more = {}) => {
    const response = await fetch("https://products.test" + path, { headers: { authorization: "Bearer x" }, ...more });
    return { status: response.status, body: await response.json() };
  };
  const answers = [await ask("/v1/products/honey-500g"), await ask("/v1/products?limit=many"), await ask("/v1/products")];
  worker.stop();
  return { answers, recorded: recording.interactions.get("products").length };
};
`;

test("the browser's entry holds no Node module, and serves a consumer test in Chromium through a service worker", async () => {
  const bundle = await rolldown({
    input: entry,
    platform: "browser",
    logLevel: "silent",
    plugins: [
      {
        name: "page",
        resolveId: (id, importer) => {
          if (id === entry) return id;
          return importer === entry && !id.startsWith("/")
            ? {
                id: fileURLToPath(import.meta.resolve(id === "msw/browser" ? "msw" : id)).replace(
                  "/core/",
                  "/browser/",
                ),
              }
            : undefined;
        },
        load: (id) => (id === entry ? page : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm" });
  const [chunk] = output;
  expect(output.flatMap((one) => (one.type === "chunk" ? one.imports : []))).toEqual([]);
  expect(chunk.code).not.toMatch(/(?:from|import\(|require\()\s*["']node:/);

  const worker = await readFile(createRequire(import.meta.url).resolve("msw/mockServiceWorker.js"), "utf8");
  const files: Record<string, string> = { "/page.js": chunk.code, "/mockServiceWorker.js": worker };
  const server = createServer(({ url = "" }, response) => {
    const script = files[url];
    response.setHeader("content-type", script === undefined ? "text/html" : "text/javascript");
    response.end(script ?? '<!doctype html><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await launchBrowser();
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await tab.waitForFunction("globalThis.consumerTest !== undefined");
    const file = new URL("../../contracts/catalog/products/1.0.0/openapi.json", import.meta.url);
    const document: unknown = JSON.parse(await readFile(file, "utf8"));
    const seen = await tab.evaluate(
      (given) => (globalThis as unknown as { consumerTest(document: unknown): Promise<unknown> }).consumerTest(given),
      document,
    );
    expect(seen).toMatchObject({
      answers: [
        { status: 404 },
        { status: 400, body: { rule: "query-parameter" } },
        { status: 200, body: { products: [] } },
      ],
      recorded: 2,
    });
  } finally {
    await browser.close();
    server.close();
  }
});
