import { namedProperties, propertySchemas, type Shape } from "../shape.ts";
import { GenerationError } from "./error.ts";
import type { Generation } from "./generation.ts";
import { generateMatch } from "./match.ts";

const attempts = 50;

/**
 * An object with what is required, about half of the optional members that the schema names, and further members only
 * where the least number of them demands it.
 */
export function generateObject(shape: Shape, generation: Generation): Record<string, unknown> {
  const { random, sparse } = generation;
  const object: Record<string, unknown> = {};
  const size = () => Object.keys(object).length;
  const needed = [...shape.required];
  for (let name = needed.shift(); name !== undefined; name = needed.shift()) {
    if (Object.hasOwn(object, name)) continue;
    add(name, generation.part(propertySchemas(shape, name)));
    needed.push(...(shape.dependentRequired.get(name) ?? []));
  }
  const optional = namedProperties(shape).filter((name) => !Object.hasOwn(object, name));
  for (const name of optional) {
    if (size() >= shape.maxProperties) break;
    if (size() < shape.minProperties || (!sparse && random.boolean())) addOptional(name);
  }
  for (let attempt = 0; size() < shape.minProperties; attempt++) {
    if (attempt === attempts) throw new GenerationError(`no ${shape.minProperties} members could be found`);
    addOptional(furtherName(attempt));
  }
  return object;

  function add(name: string, value: unknown): void {
    // An assignment to `__proto__` would set the prototype, not a member.
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  }

  function addOptional(name: string): void {
    const dependents = (shape.dependentRequired.get(name) ?? []).filter((each) => !Object.hasOwn(object, each));
    if (Object.hasOwn(object, name) || size() + dependents.length >= shape.maxProperties) return;
    try {
      const value = generation.part(propertySchemas(shape, name));
      const others = dependents.map((each) => [each, generation.part(propertySchemas(shape, each))] as const);
      add(name, value);
      for (const [each, other] of others) add(each, other);
    } catch (error) {
      // A member that cannot be made (`false`, endless recursion) is left away: it is optional.
      if (!(error instanceof GenerationError)) throw error;
    }
  }

  function furtherName(attempt: number): string {
    const patterns = shape.objects.flatMap(({ patterns }) => [...patterns.keys()]);
    if (shape.propertyNames.length > 0) {
      const name = generation.part([...shape.propertyNames, { type: "string" }]);
      if (typeof name === "string") return name;
    }
    const matching = patterns.length > 0 ? generateMatch(random.pick(patterns), 3, random) : undefined;
    const name = matching ?? "member";
    // A pattern without an end (`^x-`) has only few shortest names.
    return Object.hasOwn(object, name) || matching === undefined ? `${name}${attempt + 1}` : name;
  }
}
