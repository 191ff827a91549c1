import type { ContractSource } from "./define-contract.ts";
import type { OperationDefinition, ResponseDefinition, ZodSchema } from "./definition.ts";
import type { Slot } from "./schemas.ts";

/** Every place of a contract where a schema stands: what is received is input, what is answered is output. */
export function* slotsOf(source: ContractSource): Iterable<Slot> {
  for (const [id, operation] of Object.entries<OperationDefinition>(source.operations)) {
    const place = `${source.service}@${source.version}, ${id}`;
    const parameters = [operation.pathParameters, operation.query, operation.headers].flatMap((group) =>
      Object.entries(group ?? {}),
    );
    for (const [name, schema] of parameters) {
      yield { place: `${place}, parameter ${name}`, schema, direction: "input" };
    }
    if (operation.body !== undefined)
      yield { place: `${place}, request body`, schema: operation.body, direction: "input" };
    for (const [status, response] of Object.entries(operation.responses)) {
      for (const [mediaType, schema] of Object.entries(contentOf(response))) {
        yield { place: `${place}, response ${status} ${mediaType}`, schema, direction: "output" };
      }
      for (const [name, schema] of Object.entries(response.headers ?? {})) {
        yield { place: `${place}, response ${status}, header ${name}`, schema, direction: "output" };
      }
    }
  }
}

/** The schemas of a response by media type. */
export function contentOf({ body, content }: ResponseDefinition): Readonly<Record<string, ZodSchema>> {
  return { ...(body === undefined ? {} : { "application/json": body }), ...content };
}
