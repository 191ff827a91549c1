import type { MediaType } from "../../model/contract.ts";
import type { Part } from "./schema/place.ts";

/**
 * The key under which a media type is declared that covers the given one: itself, without its parameters, or a range of media
 * types; undefined where there is none.
 */
export function coveringType(content: ReadonlyMap<string, MediaType>, type: string): string | undefined {
  const wanted = essenceOf(type);
  const [bare = ""] = wanted.split(";");
  const [major] = bare.split("/");
  const keys = [...content.keys()];
  const named = (essence: string) => keys.find((key) => essenceOf(key) === essence);
  return content.has(type) ? type : (named(wanted) ?? named(bare) ?? named(`${major}/*`) ?? named("*/*"));
}

/** In lower case, and without the charset, which says nothing for JSON (RFC 8259 §11); other parameters count. */
function essenceOf(type: string): string {
  const [essence = "", ...parameters] = type.split(";").map((part) => part.trim().toLowerCase());
  return [essence, ...parameters.filter((parameter) => !parameter.startsWith("charset=")).toSorted()].join(";");
}

/** The schema of a media type, with its pointer. */
export function mediaTypePart({ schema = true, pointer }: MediaType): Part {
  return { schema, pointer: `${pointer}/schema` };
}
