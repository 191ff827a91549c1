import { expect, test } from "vitest";
import type { ParameterDefinition } from "./definition.ts";
import { serializeParameter } from "./serialize.ts";

const list = ["blue", "black", "a b"];
const object = { R: 100, G: "a&b", B: undefined };

// The table of OpenAPI 3.1, section 4.8.12.5, "Style Examples".
test.each<[Partial<ParameterDefinition>, unknown, string]>([
  [{ in: "path", explode: false }, list, "blue,black,a%20b"],
  [{ in: "path", explode: false }, object, "R,100,G,a%26b"],
  [{ in: "path", explode: true }, object, "R=100,G=a%26b"],
  [{ in: "path", style: "label", explode: false }, list, ".blue,black,a%20b"],
  [{ in: "path", style: "label", explode: true }, list, ".blue.black.a%20b"],
  [{ in: "path", style: "matrix", explode: false }, "a/b", ";color=a%2Fb"],
  [{ in: "path", style: "matrix", explode: false }, list, ";color=blue,black,a%20b"],
  [{ in: "path", style: "matrix", explode: true }, list, ";color=blue;color=black;color=a%20b"],
  [{ in: "path", style: "matrix", explode: true }, object, ";R=100;G=a%26b"],
  [{ in: "path", explode: false, json: true }, { a: [1] }, "%7B%22a%22%3A%5B1%5D%7D"],
  [{ in: "query", explode: true }, "", "color="],
  [{ in: "query", explode: true }, list, "color=blue&color=black&color=a%20b"],
  [{ in: "query", explode: true }, [], ""],
  [{ in: "query", explode: false }, list, "color=blue,black,a%20b"],
  [{ in: "query", explode: true }, object, "R=100&G=a%26b"],
  [{ in: "query", explode: false }, object, "color=R,100,G,a%26b"],
  [{ in: "query", style: "spaceDelimited", explode: false }, list, "color=blue%20black%20a%20b"],
  [{ in: "query", style: "pipeDelimited", explode: false }, list, "color=blue%7Cblack%7Ca%20b"],
  [{ in: "query", style: "deepObject", explode: true }, object, "color%5BR%5D=100&color%5BG%5D=a%26b"],
  [{ in: "query", explode: true, json: true }, { a: 1 }, "color=%7B%22a%22%3A1%7D"],
  [{ in: "query", explode: true }, "\ud800", "color=%EF%BF%BD"],
  [{ in: "header", explode: false }, list, "blue,black,a b"],
  [{ in: "header", explode: true }, object, "R=100,G=a&b"],
  [{ in: "header", explode: false, json: true }, [1], "[1]"],
])("%j of %j is %s", (parameter, value, expected) => {
  expect(serializeParameter({ name: "color", required: true, ...parameter } as ParameterDefinition, value)).toBe(
    expected,
  );
});
