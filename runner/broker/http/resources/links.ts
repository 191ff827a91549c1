import { type ServiceVersion, versionName } from "../../../../contracts/index.ts";
import type { Link, Urls } from "../urls.ts";

/** The link to a service. */
export function pacticipantLink(urls: Urls, name: string): Link {
  return { href: urls.pacticipant(name), title: "Pacticipant", name };
}

/** The link to a version. */
export function versionLink(urls: Urls, subject: ServiceVersion): Link {
  return { href: urls.version(subject), title: `Version ${versionName(subject)}`, name: subject.version };
}
