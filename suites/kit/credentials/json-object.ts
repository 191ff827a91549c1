import { isObject } from "../../../contracts/index.ts";

/** The JSON object that a text is; undefined where it is no JSON, or something else than an object. */
export function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
