import type { JsonObject } from "../json.ts";
import type { OperationExtension, ServiceExtension } from "./extension.ts";

/** A JSON Schema 2020-12 as it stands in the document: an object or a boolean; its `$ref`s point into the document. */
export type Schema = JsonObject | boolean;

export type Method = "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace";

/**
 * A provider's contract: an OpenAPI 3.1 document, lifted from 2.0 or 3.0 where it was one. Every `$ref` that is left
 * points into `document` (others were bundled at load); parameters, responses, links, headers and examples that the
 * operations below hold are resolved, schemas are not (they may be recursive): `contracts/schema` compiles them.
 */
export interface Contract {
  /** Root `x-tercet.service`, else the folder's name in a catalog, else `info.title` as a slug. */
  readonly service: string;
  /** `info.version`. */
  readonly version: string;
  /** The file or URL it was read from, as the user gave it. */
  readonly source: string;
  readonly document: JsonObject;
  readonly operations: readonly Operation[];
  readonly extension: ServiceExtension;
}

/** One operation of a contract. */
export interface Operation {
  /** `operationId`, else `METHOD /path`. */
  readonly id: string;
  readonly method: Method;
  /** The path template, with the path of the first server entry in front (`/api/v1/things/{id}`). */
  readonly path: string;
  /** JSON Pointer (RFC 6901) to the operation in the document. */
  readonly pointer: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody;
  /** By status as written: `200`, `4XX`, `default`. */
  readonly responses: ReadonlyMap<string, Response>;
  /** Alternatives; empty: the operation is public (OpenAPI `security: []`, or none declared anywhere). */
  readonly security: readonly SecurityRequirement[];
  readonly extension: OperationExtension;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required: boolean;
  readonly schema: Schema;
  readonly style: string;
  readonly explode: boolean;
  /** Where the value is written as this media type (OpenAPI `content`) instead of by `style`. */
  readonly mediaType?: string;
  readonly examples: readonly Example[];
  readonly pointer: string;
}

export interface RequestBody {
  readonly required: boolean;
  /** By media type as written. */
  readonly content: ReadonlyMap<string, MediaType>;
}

export interface MediaType {
  readonly schema?: Schema;
  readonly examples: readonly Example[];
  readonly pointer: string;
}

export interface Example {
  /** The key in `examples`; `example` where the short form is used. */
  readonly name: string;
  readonly value: unknown;
}

export interface Response {
  readonly description: string;
  readonly content: ReadonlyMap<string, MediaType>;
  readonly headers: readonly ResponseHeader[];
  readonly links: readonly Link[];
  readonly pointer: string;
}

export interface ResponseHeader {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
  readonly pointer: string;
}

/**
 * An OpenAPI link: how an answer feeds the next call. Values are constants or runtime expressions
 * (`$response.body#/id`); within an object given as `requestBody`, a string may embed expressions as `{$response.body#/id}`.
 */
export interface Link {
  readonly name: string;
  /** `Operation.id` of the target. */
  readonly operationId: string;
  /** By the parameter's name, or by `path.name`, `query.name` … where the link says so. */
  readonly parameters: ReadonlyMap<string, unknown>;
  readonly requestBody?: unknown;
  readonly pointer: string;
}

/** All schemes of one alternative are needed at once; roles (scopes) as OpenAPI 3.1 lists them for any scheme. */
export interface SecurityRequirement {
  readonly schemes: readonly { readonly name: string; readonly roles: readonly string[] }[];
}
