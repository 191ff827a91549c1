import type { z, core as zod4 } from "zod";
import type { z as zod3 } from "zod/v3";
import type { Method } from "../../model/contract.ts";
import type { operationExtensionSchema, serviceExtensionSchema } from "../../model/extension.ts";

/** A schema written in zod 4 or zod 3; which of the two is told by the schema itself. */
export type ZodSchema = zod4.$ZodType | zod3.ZodTypeAny;

/** A service's contract as it is authored; `defineContract` checks it, `openApi` writes it as OpenAPI 3.1. */
export interface ContractDefinition<Operations extends OperationDefinitions = OperationDefinitions> {
  /** The service's name: the folder in the catalog. */
  readonly service: string;
  /** Semantic version of the contract: the folder in the catalog. */
  readonly version: string;
  readonly title: string;
  readonly description: string;
  /** What OpenAPI cannot say of the whole service: root `x-tercet`. */
  readonly extension?: z.input<typeof serviceExtensionSchema>;
  /**
   * Names under `components/schemas`. A zod 4 schema can carry its name itself (`.meta({ id: "Customer" })`); a zod 3
   * schema cannot, and is named here.
   */
  readonly schemas?: Readonly<Record<string, ZodSchema>>;
  /** By operation id. */
  readonly operations: Operations;
}

export type OperationDefinitions = Readonly<Record<string, OperationDefinition>>;

/** By name. A schema that accepts `undefined` makes the parameter or header optional. */
export type Parameters = Readonly<Record<string, ZodSchema>>;

/** One operation. Descriptions and examples of parameters and headers are those of their schemas. */
export interface OperationDefinition {
  readonly method: Method;
  /** Path template: `/v1/customers/{customerId}`. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  /** Any one of these roles is enough; `[]`: every authenticated caller; `"public"`: no token is needed. */
  readonly roles: readonly string[] | "public";
  readonly pathParameters?: Parameters;
  readonly query?: Parameters;
  /** Request headers. */
  readonly headers?: Parameters;
  /** JSON request body. */
  readonly body?: ZodSchema;
  /** Request bodies by name; each is valid. */
  readonly examples?: Readonly<Record<string, unknown>>;
  /** By status: `201`, `"4XX"`, `"default"`. */
  readonly responses: Readonly<Record<number | string, ResponseDefinition>>;
  /** `x-tercet` of the operation. */
  readonly extension?: z.input<typeof operationExtensionSchema>;
}

/** One response. */
export interface ResponseDefinition {
  readonly description: string;
  /** Shorthand for `content: { "application/json": … }`. */
  readonly body?: ZodSchema;
  /** Schemas by media type. */
  readonly content?: Readonly<Record<string, ZodSchema>>;
  readonly headers?: Parameters;
  /** By name; the name is the target operation's id unless `operationId` says otherwise. */
  readonly links?: Readonly<Record<string, LinkDefinition>>;
  /** Bodies by name, for every media type of the response; each is valid. */
  readonly examples?: Readonly<Record<string, unknown>>;
  /** Written once under `components/responses` by this name; for a response that many operations share. */
  readonly component?: string;
}

/** How an answer feeds the next call: constants or runtime expressions (OpenAPI 3.1, 4.8.20). */
export interface LinkDefinition {
  readonly operationId?: string;
  readonly description?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly requestBody?: unknown;
}
