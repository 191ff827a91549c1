import { isUtf8 } from "node:buffer";
import {
  type Contract,
  declaredMedia,
  isJson,
  type Operation,
  type Response,
  type ResponseHeader,
  responseKey,
  schemasOf,
} from "../../../contracts/index.ts";
import type { Exchange, HttpResponse } from "../../kit/exchange.ts";

/** What an answer is by the contract, and each way in which it breaks it: one clause a fault. */
export interface Judgement {
  /** The response's key in the contract: `200`, `4XX`, `default`; undefined where none is declared for the status. */
  readonly declared: string | undefined;
  readonly faults: readonly string[];
}

/** Statuses without content, RFC 9110 §15.3.5, §15.3.6 and §15.4.5. */
const bodiless = new Set([204, 205, 304]);

/** Holds an answer against what its operation declares: OpenAPI 3.1, "Responses Object". */
export function judgeAnswer(contract: Contract, operation: Operation, { request, response }: Exchange): Judgement {
  const declared = responseKey(operation, response.status);
  if (declared === undefined) {
    return { declared, faults: [`the status ${response.status} is not declared`] };
  }
  const schema = operation.responses.get(declared) as Response;
  const headers = schema.headers.flatMap((header) => judgeHeader(contract, header, response));
  const noBody = bodiless.has(response.status) || request.method === "HEAD";
  return {
    declared,
    faults: [...headers, ...(noBody ? judgeNoBody(response) : judgeBody(contract, schema, response))],
  };
}

function judgeHeader(contract: Contract, header: ResponseHeader, response: HttpResponse): string[] {
  const name = header.name.toLowerCase();
  // OpenAPI 3.1, "Response Object": a header that is called Content-Type shall be ignored.
  if (name === "content-type") return [];
  const value = response.headers[name];
  if (value === undefined) return header.required ? [`the required header ${header.name} is missing`] : [];
  const text = typeof value === "string" ? value : value.join(", ");
  const schemas = schemasOf(contract);
  const fits = readings(text).some((reading) => schemas.errors(header.schema, reading).length === 0);
  const reason = schemas.errors(header.schema, text)[0]?.message;
  return fits ? [] : [`the header ${header.name} does not match its schema: ${reason}`];
}

/** What the text of a header may stand for; the schema says which it is. */
function readings(text: string): readonly unknown[] {
  const scalar = (part: string): unknown => (/^(true|false|-?\d+(\.\d+)?)$/.test(part) ? JSON.parse(part) : part);
  const list = text.split(",").map((part) => part.trim());
  return [text, scalar(text), list, list.map(scalar)];
}

/** node and undici drop such a body unread, so the header fields that announce one are judged (RFC 9110 §8.6). */
function judgeNoBody(response: HttpResponse): string[] {
  if (response.status === 304) return [];
  const length = response.headers["content-length"];
  const announced = (length !== undefined && length !== "0") || response.headers["transfer-encoding"] !== undefined;
  return announced || response.body !== "" ? [`a body is announced, and ${response.status} has none`] : [];
}

/** A response that declares no content says nothing of a body (OpenAPI 3.1, "Response Object"), not that there is none. */
function judgeBody(contract: Contract, declared: Response, response: HttpResponse): string[] {
  if (declared.content.size === 0) return [];
  const contentType = response.headers["content-type"];
  if (response.body === "" && contentType === undefined) return ["a body is declared, and there is none"];
  if (typeof contentType !== "string") return ["the body comes without a Content-Type"];
  const media = declaredMedia(declared.content, contentType);
  if (media === undefined) {
    const known = [...declared.content.keys()].join(", ");
    return [`the media type ${contentType} is not declared (declared: ${known})`];
  }
  const coding = response.headers["content-encoding"];
  if (coding !== undefined && !/^identity$/i.test(String(coding))) {
    return [`the body comes in the content coding ${coding}, and only identity was accepted (RFC 9110 §12.5.3)`];
  }
  if (!isJson(contentType)) return [];
  if (response.bytes !== undefined && !isUtf8(response.bytes)) return ["the body is not UTF-8 (RFC 8259 §8.1)"];
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    return [`the charset is ${charset}, and JSON is UTF-8 (RFC 8259 §8.1)`];
  }
  let value: unknown;
  try {
    value = JSON.parse(response.body);
  } catch {
    return ["the body is not JSON, whatever its media type says"];
  }
  const errors = media.schema === undefined ? [] : schemasOf(contract).errors(media.schema, value);
  const [first] = errors;
  if (first === undefined) return [];
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return [`the body does not match its schema: ${first.pointer || "it"} ${first.message}${more}`];
}
