import { TercetError } from "../../errors.ts";
import type { MessageContract } from "../../model/asyncapi/message-contract.ts";
import { parseMessageContract } from "../../model/asyncapi/parse.ts";
import { isAsyncApi } from "../../model/asyncapi/version.ts";
import type { Contract } from "../../model/contract.ts";
import { readDocument } from "../../model/document.ts";
import { type ParseOptions, parseContract } from "../../model/parse.ts";
import type { Change } from "../change.ts";
import { diffMessages } from "../message/diff.ts";
import { type ContractDiff, diffContracts, worstFirst } from "./diff.ts";

/** One version of a service's contract: what it says of HTTP, of messages, or both. */
export interface ContractVersion {
  readonly http?: Contract;
  readonly messages?: MessageContract;
}

/**
 * Loads one version from its files or URLs, OpenAPI and AsyncAPI told apart by what is in them. Throws `TercetError`
 * (`contract`) where one is not there or cannot be used, and for two of a kind.
 */
export async function loadVersion(locations: readonly string[], options: ParseOptions = {}): Promise<ContractVersion> {
  const version: { http?: Contract; messages?: MessageContract } = {};
  for (const location of locations) {
    const document = await readDocument(location);
    const kind = isAsyncApi(document) ? "messages" : "http";
    if (version[kind] !== undefined) {
      throw new TercetError("contract", `${location} is a second contract of its kind; give one of each.`, {
        place: { file: location },
      });
    }
    if (kind === "http") version.http = await parseContract(document, location, options);
    else version.messages = await parseMessageContract(document, location, options);
  }
  return version;
}

/**
 * Compares two versions, HTTP with HTTP and messages with messages: one diff for each. What only one version speaks of is
 * compared with nothing at all.
 */
export async function diffVersions(before: ContractVersion, after: ContractVersion): Promise<readonly ContractDiff[]> {
  const diffs: ContractDiff[] = [];
  const [httpBefore, httpAfter] = [
    before.http ?? (await noHttp(after.http)),
    after.http ?? (await noHttp(before.http)),
  ];
  if (httpBefore !== undefined && httpAfter !== undefined) diffs.push(diffContracts(httpBefore, httpAfter));
  const [told, tells] = [
    before.messages ?? (await noMessages(after.messages)),
    after.messages ?? (await noMessages(before.messages)),
  ];
  if (told !== undefined && tells !== undefined) {
    const name = ({ service, version, source }: MessageContract) => ({ service, version, source });
    diffs.push({ before: name(told), after: name(tells), changes: worstFirst(diffMessages(told, tells)) });
  }
  return diffs;
}

/** The diffs of one step from version to version as one; places then stand in several documents. */
export function mergeDiffs(diffs: readonly ContractDiff[]): ContractDiff {
  const [first] = diffs;
  if (first === undefined) throw new TypeError("mergeDiffs() needs a diff");
  const changes: Change[] = [];
  for (const change of diffs.flatMap((diff) => diff.changes)) {
    if (change.rule === "version-changed" && changes.some(({ rule }) => rule === change.rule)) continue;
    changes.push(change);
  }
  return { before: first.before, after: first.after, changes: worstFirst(changes) };
}

async function noHttp(other: Contract | undefined): Promise<Contract | undefined> {
  return other && parseContract({ openapi: "3.1.0", ...emptied(other), paths: {} }, other.source);
}

async function noMessages(other: MessageContract | undefined): Promise<MessageContract | undefined> {
  return (
    other && parseMessageContract({ asyncapi: "3.0.0", ...emptied(other), channels: {}, operations: {} }, other.source)
  );
}

function emptied({ document, service }: Contract | MessageContract) {
  return { info: document.info, "x-tercet": { service } };
}
