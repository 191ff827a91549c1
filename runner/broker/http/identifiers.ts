import { createHash } from "node:crypto";
import { canonical, type Fact } from "../../../contracts/index.ts";

/** A UUID that follows from what it names (RFC 9562, section 5.8): nothing has to be kept, and it is the same everywhere. */
export function uuidOf(...names: readonly string[]): string {
  const bytes = createHash("sha256").update(names.join("\n")).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** The UUID of an environment. */
export function environmentId(environment: string): string {
  return uuidOf("environment", environment);
}

/** The number of a fact in an address. */
export function factId(fact: Fact): string {
  return createHash("sha256").update(canonical(fact)).digest("hex").slice(0, 20);
}
