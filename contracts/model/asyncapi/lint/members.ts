import { pointer as join } from "../../pointer.ts";
import type { MessageRule } from "./subject.ts";

const words = (text: string) => new Set(text.split(" "));

/** The fixed fields of each object (AsyncAPI 3.0, "Schema"); what is not here takes any. */
const members: Readonly<Record<string, ReadonlySet<string>>> = {
  asyncDocument: words("asyncapi id info servers defaultContentType channels operations components"),
  asyncComponents: words(
    "schemas servers channels operations messages securitySchemes serverVariables parameters correlationIds replies replyAddresses externalDocs tags operationTraits messageTraits serverBindings channelBindings operationBindings messageBindings",
  ),
  asyncServer: words(
    "host protocol protocolVersion pathname description title summary variables security tags externalDocs bindings",
  ),
  channel: words("address messages title summary description servers parameters tags externalDocs bindings"),
  channelParameter: words("enum default description examples location"),
  messageOperation: words(
    "action channel title summary description security tags externalDocs bindings traits messages reply",
  ),
  operationTrait: words("title summary description security tags externalDocs bindings"),
  reply: words("address channel messages"),
  replyAddress: words("description location"),
  message: words(
    "headers payload correlationId contentType name title summary description tags externalDocs bindings examples traits",
  ),
  messageTrait: words(
    "headers correlationId contentType name title summary description tags externalDocs bindings examples",
  ),
  correlationId: words("description location"),
  formattedSchema: words("schemaFormat schema"),
  foreignSchema: words("schemaFormat schema"),
};

/** Members that AsyncAPI does not know: a word that is misspelt says nothing. */
export const knownMembers: MessageRule = {
  id: "asyncapi",
  severity: "error",
  statement: "objects have the members that AsyncAPI 3 gives them, and extensions that begin with x-",
  *find({ nodes }) {
    for (const { kind, node, pointer } of nodes) {
      const known = members[kind];
      if (known === undefined || node.$ref !== undefined) continue;
      for (const name of Object.keys(node)) {
        if (known.has(name) || name.startsWith("x-")) continue;
        yield {
          pointer: pointer + join(name),
          message: `AsyncAPI 3 knows no "${name}" here; correct the name, or begin it with x-.`,
        };
      }
    }
  },
};
