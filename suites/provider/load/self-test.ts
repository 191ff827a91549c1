import type { Operation } from "../../../contracts/index.ts";

/** A report on the service's own health may well tell of others, and of what it asked them a while ago. */
export function isSelfTest({ extension, responses }: Operation): boolean {
  const types = [...responses.values()].flatMap(({ content }) => [...content.keys()]);
  return extension.selfTest || types.some((type) => type.startsWith("application/health+json"));
}
