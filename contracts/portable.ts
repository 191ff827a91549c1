// The second face of contracts: what of it runs in a browser too, and what the consumer suites are made of. Nothing here
// reaches a Node module at load.
export { isJson } from "./client/media-type.ts";
export { declaredMedia, essenceOf, isAccepted, responseKey } from "./compatibility/consumer/media.ts";
export { readingsOf, type WrittenParameter } from "./compatibility/consumer/readings.ts";
export { type CredentialPlace, credentialPlaces } from "./compatibility/consumer/security.ts";
export { reasonOf, TercetError } from "./errors.ts";
export { isObject, type Json, type JsonObject } from "./json.ts";
export type {
  Contract,
  Example,
  Link,
  MediaType,
  Operation,
  Parameter,
  Response as DeclaredResponse,
  ResponseHeader,
  Schema,
} from "./model/contract.ts";
export { evaluateTemplate, expressionsIn } from "./model/expression.ts";
export { parseAlone } from "./model/parse-alone.ts";
export { parsePointer, pointer, resolvePointer } from "./model/pointer.ts";
export { describedAs, newInteraction, newPact } from "./pact/create.ts";
export { branchesOf, branchOf, exercisedBranches } from "./pact/matchers/branches.ts";
export type { Flexible, Template } from "./pact/matchers/template.ts";
export { type TemplateVariant, templateVariants } from "./pact/matchers/variants.ts";
export * as matchers from "./pact/matchers/vocabulary.ts";
export type { Interaction, Pact, ProviderState, RuleList } from "./pact/pact.ts";
export { verifiableContent } from "./pact/write/interaction.ts";
export { createRandom, type Random } from "./random.ts";
export { type SchemaError, type Schemas, schemasOf } from "./schema/compile.ts";
export { canonical } from "./schema/equality.ts";
export { generate } from "./schema/generate.ts";
export { GenerationError } from "./schema/values/error.ts";
