import { isObject } from "../json.ts";
import type { Example, MediaType, Schema } from "./contract.ts";
import { pointer as join } from "./pointer.ts";
import type { Located, Resolver } from "./resolve.ts";

/** Reads `content`: what a request or response holds, by media type as written. */
export function readContent({ node, pointer }: Located, resolver: Resolver): ReadonlyMap<string, MediaType> {
  return new Map(
    Object.entries(isObject(node.content) ? node.content : {}).map(([type, value]) => {
      const place = `${pointer}/content${join(type)}`;
      const mediaType = value as Readonly<Record<string, unknown>>;
      const examples = readExamples({ node: mediaType, pointer: place }, resolver);
      const schema = mediaType.schema === undefined ? {} : { schema: mediaType.schema as Schema };
      return [type, { ...schema, examples, pointer: place }];
    }),
  );
}

/** Reads `example` and `examples` of a media type or parameter; those whose value lies elsewhere are left out. */
export function readExamples({ node, pointer }: Located, resolver: Resolver): readonly Example[] {
  const examples: Example[] = Object.hasOwn(node, "example") ? [{ name: "example", value: node.example }] : [];
  for (const [name, value] of Object.entries(isObject(node.examples) ? node.examples : {})) {
    const example = resolver.resolve(value, `${pointer}/examples${join(name)}`).node;
    if (Object.hasOwn(example, "value")) examples.push({ name, value: example.value });
  }
  return examples;
}
