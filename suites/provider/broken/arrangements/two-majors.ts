import { type JsonObject, parseContract } from "../../../../contracts/index.ts";
import type { Arrangement } from "../arrangement.ts";
import { parcelsDocument } from "../contract.ts";
import { type Change, createProvider } from "../provider.ts";

/** The same contract, in its next major version. */
const nextDocument = JSON.parse(
  JSON.stringify({ ...parcelsDocument, info: { title: "Parcels", version: "2.0.0" } }).replaceAll("/v1/", "/v2/"),
) as JsonObject;

/** Both major versions are released, and answered by one instance. */
export const twoMajors: Arrangement = {
  document: parcelsDocument,
  async start(change = () => ({})) {
    const both: Change = (parts) => ({
      handle: (request, all) => parts.handle({ ...request, path: request.path.replace(/^\/v2\//, "/v1/") }, all),
    });
    const provider = await createProvider((parts) => {
      const correct = { ...parts, ...both(parts) };
      return { ...correct, ...change(correct) };
    });
    const releases = await Promise.all(
      [nextDocument, parcelsDocument].map((one) => parseContract(one, "parcels.json")),
    );
    return { ...provider, target: { ...provider.target, releases } };
  },
};
