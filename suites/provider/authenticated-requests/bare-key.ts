import { type Contract, isObject, type Operation } from "../../../contracts/index.ts";

/**
 * Whether the contract wants a key in `Authorization` as it is, without a scheme, in one alternative of the operation or
 * another: then a token without a scheme is what it asks for.
 */
export function takesBareKey({ document, operations }: Contract, { id }: Operation): boolean {
  const components = isObject(document.components) ? document.components : {};
  const declared = isObject(components.securitySchemes) ? components.securitySchemes : {};
  // What an operation is tried with may be narrowed to one alternative; the contract has all of them.
  const alternatives = operations.find((operation) => operation.id === id)?.security ?? [];
  return alternatives.some(({ schemes }) =>
    schemes.some(({ name }) => {
      const scheme = Object.hasOwn(declared, name) ? declared[name] : undefined;
      return isObject(scheme) && scheme.type === "apiKey" && /^authorization$/i.test(String(scheme.name));
    }),
  );
}
