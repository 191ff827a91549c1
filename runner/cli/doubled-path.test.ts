import { expect, test } from "vitest";
import { parseContract } from "../../contracts/index.ts";
import { doubledPath } from "./doubled-path.ts";

const get = { responses: { 200: { description: "All." } } };
const contract = await parseContract(
  {
    openapi: "3.1.0",
    info: { title: "Parcels", version: "1.0.0" },
    servers: [{ url: "https://parcels.example/rest" }],
    paths: { "/parcels": { get }, "/depots": { get } },
  },
  "parcels.json",
);

test("a base URL that repeats the path of the contract's server is told", () => {
  expect(doubledPath(contract, "http://127.0.0.1:8080/rest/")).toMatch(
    /begin with \/rest already, and .* asks for \/rest\/rest\/parcels/,
  );
});

test.each(["http://127.0.0.1:8080", "http://127.0.0.1:8080/", "http://127.0.0.1:8080/re", "http://127.0.0.1:8080/api"])(
  "%s repeats nothing",
  (url) => expect(doubledPath(contract, url)).toBeUndefined(),
);
