import { afterAll, expect, test } from "vitest";
import { createRandom, findContract, generate, schemasOf, serializeTarget } from "../../contracts/index.ts";
import { judgeAnswer } from "../provider/answers/judge.ts";
import { createMock, startMockServer } from "./index.ts";

const catalog = new URL("../../contracts/catalog", import.meta.url).pathname;
const contracts = await Promise.all(
  ["products", "carts", "customers", "orders"].map((name) => findContract(catalog, name)),
);
const mock = createMock(contracts.map((contract) => ({ contract, prefix: `/${contract.service}` })));
const server = await startMockServer(mock);
afterAll(() => server.close());

const operations = contracts.flatMap((contract) =>
  contract.operations.map((operation) => ({ contract, operation, name: `${contract.service} ${operation.id}` })),
);

test.each(operations)(
  "each declared answer of $name is valid by the contract over HTTP",
  async ({ contract, operation }) => {
    const schemas = schemasOf(contract);
    const random = createRandom(7);
    const values = (place: string) =>
      Object.fromEntries(
        operation.parameters
          .filter((parameter) => parameter.in === place && parameter.required)
          .map(({ name, examples, schema }) => [
            name,
            examples[0]?.value ?? generate(schemas, schema, random.fork(name)),
          ]),
      );
    const target = serializeTarget(operation, values("path"), values("query"));
    const [mediaType, media] = [...(operation.requestBody?.content ?? [])][0] ?? [];
    const body =
      media === undefined ? undefined : (media.examples[0]?.value ?? generate(schemas, media.schema ?? true, random));
    for (const declared of operation.responses.keys()) {
      for (const dynamic of ["true", "false"]) {
        const headers: Record<string, string> = {
          ...(values("header") as Record<string, string>),
          authorization: "Bearer opaque",
          prefer: `code=${declared}, dynamic=${dynamic}`,
          ...(mediaType === undefined ? {} : { "content-type": mediaType }),
        };
        const method = operation.method.toUpperCase();
        const url = `${server.url}/${contract.service}${target}`;
        const response = await fetch(url, {
          method,
          headers,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        expect(response.headers.get("tercet-mock"), text).toBeNull();
        expect(String(response.status)).toBe(declared);
        const exchange = {
          request: { method, url, headers },
          response: { status: response.status, headers: Object.fromEntries(response.headers), body: text },
          durationMilliseconds: 0,
        };
        expect(judgeAnswer(contract, operation, exchange).faults).toEqual([]);
      }
    }
  },
);
