import { type Parameter, readingsOf, type Schema, type Schemas } from "../../../contracts/portable.ts";
import { readQuery } from "./query.ts";

/**
 * The members of an `application/x-www-form-urlencoded` body. A text alone does not say whether `7` is a number or a list
 * of one: the reading that the schema allows is taken. Throws where it is not percent-encoded UTF-8.
 */
export function readForm(text: string, schemas: Schemas, schema: Schema): Record<string, unknown> {
  const pairs = readQuery(text);
  if (pairs === undefined) throw new URIError("not percent-encoded UTF-8");
  const form: Record<string, unknown> = Object.fromEntries(
    [...pairs].map(([name, texts]) => [name, texts.length === 1 ? texts[0] : texts]),
  );
  for (const [name, texts] of pairs) {
    const wrong = () => schemas.errors(schema, form).filter(({ pointer }) => pointer.split("/")[1] === name).length;
    if (wrong() === 0) continue;
    const kept = form[name];
    const found = readingsOf(memberParameter(name), { texts }).some((reading) => {
      form[name] = reading;
      return wrong() === 0;
    });
    if (!found) form[name] = kept;
  }
  return form;
}

/** A member of a form is written as a `form` parameter is (OpenAPI 3.1, Encoding Object). */
function memberParameter(name: string): Parameter {
  return { name, in: "query", required: false, schema: true, style: "form", explode: true, examples: [], pointer: "" };
}
