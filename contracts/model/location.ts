import { decodeUri } from "./pointer.ts";

/** True for what stands behind `http:` or `https:`. */
export function isRemote(url: URL): boolean {
  return url.protocol === "http:" || url.protocol === "https:";
}

/** How a person knows a file: its path, seen from the working directory where it lies below it. */
export function nameOf(url: URL): string {
  if (isRemote(url)) return url.href;
  const path = decodeUri(url.pathname);
  // A browser has no working directory.
  const directory = `${globalThis.process?.cwd?.() ?? ""}/`;
  return path.startsWith(directory) ? path.slice(directory.length) : path;
}
