import { readFileSync } from "node:fs";

/** The package's version; `package.json` lies one level higher for the built program. */
export function readVersion(): string {
  for (const path of ["../package.json", "../../package.json"]) {
    try {
      return JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")).version;
    } catch {}
  }
  throw new Error("package.json of tercet is missing");
}
