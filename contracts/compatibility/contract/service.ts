import type { Comparison } from "./comparison.ts";
import { compareSchemes } from "./security.ts";
import { compareServicePromises } from "./service-promises.ts";

/** Compares what is said of the service as a whole: version, `x-tercet`, security schemes. */
export function compareService(comparison: Comparison): void {
  compareVersion(comparison);
  compareName(comparison);
  compareServicePromises(comparison);
  compareSchemes(comparison);
}

function compareVersion({ before, after, report }: Comparison): void {
  if (before.version === after.version) return;
  const message = `The version is ${after.version}, and was ${before.version}.`;
  report("version-changed", { before: "/info/version", after: "/info/version", message });
}

function compareName({ before, after, report }: Comparison): void {
  const [was, is] = [before.extension.service, after.extension.service];
  if (was === is || was === undefined || is === undefined) return;
  const message = `The contract is that of ${is}, and was that of ${was}; whether that breaks anybody could not be decided: they may be two services.`;
  const place = "/x-tercet/service";
  report("service-renamed", { before: place, after: place, message });
}
