import { isObject, type Json, type JsonObject } from "../../json.ts";
import { categoryOf } from "../read/rules.ts";

/** Writes generators as V4 has them: by category. Files of V2 with flat paths (`$.body.id`) are lifted. */
export function generatorsDocument(generators: JsonObject): JsonObject {
  if (!Object.keys(generators).some((name) => name.startsWith("$"))) return generators;
  const written = new Map<string, Json>();
  for (const [name, generator] of Object.entries(generators)) {
    const match = /^\$\.(\w+)(.*)$/s.exec(name);
    const category = match?.[1] === undefined ? undefined : categoryOf(match[1]);
    if (category === undefined) written.set(name, generator);
    else if (category === "path" || category === "method" || category === "status") written.set(category, generator);
    else {
      const key = category === "body" ? `$${match?.[2]}` : (match?.[2] ?? "").replace(/^\.|^\['|'\]$/g, "");
      const before = written.get(category);
      written.set(category, { ...(isObject(before) ? (before as JsonObject) : {}), [key]: generator });
    }
  }
  return Object.fromEntries(written);
}
