import { z } from "zod";
import type { Address } from "./relay.ts";
import { type SiteName, siteNames } from "./wide-area.ts";

const askMilliseconds = 2_000;

// etcd's JSON gateway, /v3/maintenance/status; what is empty is left out, and 0 is no leader.
const statusSchema = z
  .object({ header: z.object({ member_id: z.string() }), version: z.string(), leader: z.string().default("0") })
  .transform(({ header, version, leader }) => ({
    member: header.member_id,
    version,
    /** The member that this one takes for the leader. */
    leader: leader === "0" ? undefined : leader,
  }));
/** What a node knows of itself, without asking the others. */
export type EtcdStatus = z.output<typeof statusSchema>;

/** Asks a node how it stands. Rejects when it does not answer. */
export async function etcdStatus(node: Address): Promise<EtcdStatus> {
  return statusSchema.parse(await ask(node, "/v3/maintenance/status", {}));
}

/** The site whose node takes itself for the leader; undefined while none does. */
export async function leaderSite(nodes: Readonly<Record<SiteName, Address>>): Promise<SiteName | undefined> {
  for (const site of siteNames) {
    const { member, leader } = await etcdStatus(nodes[site]);
    if (member === leader) return site;
  }
  return undefined;
}

/** Has the leader hand its office over to the node of another site. Rejects where it cannot. */
export async function moveLeader(nodes: Readonly<Record<SiteName, Address>>, site: SiteName): Promise<void> {
  const leader = await leaderSite(nodes);
  if (leader === site) return;
  if (leader === undefined) throw new Error("etcd has no leader");
  const { member } = await etcdStatus(nodes[site]);
  await ask(nodes[leader], "/v3/maintenance/transfer-leadership", { targetID: member });
}

/** A read and a write that a majority has to agree to. Rejects when it does not in time. */
export async function agrees(node: Address, timeoutMilliseconds: number): Promise<void> {
  const key = Buffer.from("tercet/agrees").toString("base64");
  const success = [{ request_put: { key } }, { request_range: { key } }];
  await ask(node, "/v3/kv/txn", { success }, timeoutMilliseconds);
}

async function ask(node: Address, path: string, body: object, timeoutMilliseconds = askMilliseconds): Promise<unknown> {
  const response = await fetch(`http://${node.host}:${node.port}${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  if (!response.ok) throw new Error(`etcd answered ${response.status}: ${await response.text()}`);
  return response.json();
}
