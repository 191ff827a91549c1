import { reasonOf } from "../../../../../contracts/index.ts";
import { chooseImage } from "../../../../../docker/databases/containers/image.ts";
import { type DatabaseName, openContainerEngine } from "../../../../../docker/index.ts";

/** True where a container engine has the store's image, or gets it; where not, says so on stderr. */
export async function storeIsThere(name: DatabaseName): Promise<boolean> {
  try {
    await chooseImage(await openContainerEngine(), name);
    return true;
  } catch (error) {
    process.stderr.write(`skipped: job reservation on ${name}. ${reasonOf(error)}.\n`);
    return false;
  }
}
