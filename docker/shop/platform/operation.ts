import type { core as zod } from "zod";
import type { ContractSource, OperationDefinition, OperationDefinitions } from "../../../contracts/source/kit/index.ts";
import type { Answer } from "./answer.ts";
import type { Caller } from "./authenticate.ts";
import type { Transaction } from "./database.ts";
import type { Trace } from "./trace.ts";

/** The shop's contracts are written in zod 4. */
type Parsed<Schema> = Schema extends zod.$ZodType ? zod.output<Schema> : never;
type ParsedAll<Schemas> = { readonly [Name in keyof Schemas]: Parsed<Schemas[Name]> };
type Member<Operation, Name extends string> = Operation extends { readonly [key in Name]: infer Value } ? Value : never;

/** A request that has passed every check of the platform. */
export interface ServiceRequest<Operation = OperationDefinition> {
  readonly caller: Caller;
  readonly trace: Trace;
  readonly path: ParsedAll<Member<Operation, "pathParameters">>;
  readonly query: ParsedAll<Member<Operation, "query">>;
  readonly body: Parsed<Member<Operation, "body">>;
  /**
   * Does what changes state, all or nothing. Where the request has an idempotency key, its answer is kept in the same
   * transaction. `work` does not wait for other services: it holds a connection and locks.
   */
  transaction(work: (client: Transaction) => Promise<Answer>): Promise<Answer>;
}

/** Answers one operation, or throws `Problem`. */
export type Handler<Operation = OperationDefinition> = (request: ServiceRequest<Operation>) => Promise<Answer>;

/** The operations that the platform answers itself. */
export type PlatformOperation = "getHealth" | "getMetrics";

/** A handler for each operation of the contract that the platform does not answer. */
export type Handlers<Source> =
  Source extends ContractSource<infer Operations extends OperationDefinitions>
    ? { readonly [Id in Exclude<keyof Operations, PlatformOperation>]: Handler<Operations[Id]> }
    : never;
