import type { Operation } from "../../../contracts/index.ts";
import type { Call } from "../../kit/check.ts";
import type { HttpRequest } from "../../kit/exchange.ts";
import type { Input } from "./input.ts";

/** Media types that a service of JSON does not take, each with what would stand in such a body. */
const strangers: readonly [string, (body: unknown) => string][] = [
  // What a page of another origin can send without being asked (the "simple" requests of CORS): the way of CSRF.
  ["text/plain", (body) => JSON.stringify(body)],
  ["application/x-www-form-urlencoded", form],
  ["application/xml", () => '<?xml version="1.0"?><request/>'],
  ["application/octet-stream", (body) => JSON.stringify(body)],
];

/** The valid body under media types that the operation does not declare (RFC 9110 §15.5.16). */
export function wrongMediaTypes(operation: Operation, body: unknown): Input[] {
  const declared = [...(operation.requestBody?.content.keys() ?? [])];
  return strangers
    .filter(([type]) => !declared.some((range) => covers(range, type)))
    .map(([type, write]) => ({
      way: "wrong-media-type",
      description: `the body as ${type}`,
      shown: `content-type: ${type}`,
      expected: "refused",
      request: async (call, bind) => withHeader({ ...(await bind(call)), body: write(body) }, "content-type", type),
    }));
}

/** Requests without the body that the operation requires. */
export function missingBodies(): Input[] {
  const without = async (call: Call, bind: (call: Call) => Promise<HttpRequest>) => {
    const { body: _body, ...request } = await bind(call);
    return request;
  };
  return [
    {
      way: "missing-body",
      description: "no body, and no Content-Type",
      shown: "",
      expected: "refused",
      request: async (call, bind) => {
        const request = await without(call, bind);
        const headers = Object.entries(request.headers).filter(([name]) => name !== "content-type");
        return { ...request, headers: Object.fromEntries(headers) };
      },
    },
    {
      way: "missing-body",
      description: "an empty body",
      shown: "",
      expected: "refused",
      request: async (call, bind) => ({ ...(await bind(call)), body: "" }),
    },
  ];
}

function form(body: unknown): string {
  const members = typeof body === "object" && body !== null ? Object.entries(body) : [["value", body]];
  return new URLSearchParams(
    members.map(([name, value]): [string, string] => [String(name), String(value)]),
  ).toString();
}

function covers(range: string, type: string): boolean {
  const essence = range.split(";")[0]?.trim().toLowerCase();
  return essence === type || essence === "*/*" || essence === `${type.split("/")[0]}/*`;
}

function withHeader(request: HttpRequest, name: string, value: string): HttpRequest {
  return { ...request, headers: { ...request.headers, [name]: value } };
}
