import type { ContainerRuntimeClient } from "testcontainers";
import { TercetError } from "../../../contracts/index.ts";
import { capabilities } from "../capabilities.ts";
import { haveImage, imageExists } from "../container-engine.ts";
import type { DatabaseName } from "../database.ts";

/**
 * The image of a database that is configured; else the official one, or the one built from Debian's packages where it lies
 * ready and the official one does not. Throws `TercetError` (`surroundings`) with the remedy where it cannot be had.
 */
export async function chooseImage(client: ContainerRuntimeClient, name: DatabaseName): Promise<string> {
  const { image, debianImage, imageVariable } = capabilities[name];
  const configured = process.env[imageVariable];
  if (configured === undefined && !(await imageExists(client, image)) && (await imageExists(client, debianImage))) {
    return debianImage;
  }
  const wanted = configured ?? image;
  if (await haveImage(client, wanted)) return wanted;
  throw new TercetError(
    "surroundings",
    `The image ${wanted} is neither on this machine nor to be pulled: name another one in ${imageVariable}, or build ${debianImage} with docker/build-debian-images.sh.`,
  );
}
