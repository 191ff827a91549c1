/** Global types that a declaration would hide from the rest of the file, or from its reader. */
const globals = new Set([
  "Array",
  "Boolean",
  "Date",
  "Error",
  "Map",
  "Number",
  "Object",
  "Promise",
  "Record",
  "Set",
  "String",
]);

/** Names of types in one file, each given once. */
export interface TypeNames {
  /** A free name, made from the text; with a number where it is taken. */
  give(text: string): string;
}

/** Starts with names that are not to be given. */
export function createTypeNames(reserved: readonly string[]): TypeNames {
  const taken = new Set(reserved);
  return {
    give(text) {
      const base = typeName(text);
      const first = globals.has(base) || reserved.includes(base) ? `${base}Type` : base;
      let name = first;
      for (let number = 2; taken.has(name); number++) name = `${first}${number}`;
      taken.add(name);
      return name;
    },
  };
}

/** A name in PascalCase that TypeScript takes: `retailer-order` is `RetailerOrder`. */
export function typeName(text: string): string {
  const name = text
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
  return /^\p{L}/u.test(name) ? name : `Type${name}`;
}

/** A property's name, quoted where it must be. */
export function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
