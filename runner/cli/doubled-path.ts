import type { Contract } from "../../contracts/index.ts";

/**
 * A sentence where a base URL repeats what all paths of the contract begin with (their server's path, a version), so that
 * hardly any request would reach the service; undefined where it does not. Behind a gateway it may be right all the same.
 */
export function doubledPath({ operations }: Contract, url: string): string | undefined {
  const repeated = new URL(url).pathname.replace(/\/+$/, "");
  const [first] = operations;
  if (repeated === "" || first === undefined) return undefined;
  if (!operations.every(({ path }) => path === repeated || path.startsWith(`${repeated}/`))) return undefined;
  return `The contract's paths begin with ${repeated} already, and ${url} asks for ${repeated}${first.path}; leave ${repeated} out of --url if that is not meant.`;
}
