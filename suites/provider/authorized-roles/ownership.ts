import type { Operation } from "../../../contracts/index.ts";
import type { Identity } from "../../kit/identity.ts";

/** Whether one of an operation's alternatives is content with a caller's roles. */
export function isOpenTo({ security }: Operation, { roles }: Identity): boolean {
  return security.some(({ schemes }) => schemes.every((scheme) => scheme.roles.every((role) => roles.includes(role))));
}

/** True where a member of a JSON body, however deep, is exactly this text. */
export function names(body: string, text: string): boolean {
  const holds = (value: unknown): boolean =>
    value === text || (typeof value === "object" && value !== null && Object.values(value).some(holds));
  try {
    return text !== "" && holds(JSON.parse(body));
  } catch {
    return false;
  }
}
