import type { EtcdClient } from "../client.ts";
import type { KeyValue } from "../gateway.ts";
import { get } from "../transaction.ts";

/** A key as it stands in the store now; throws where it is not there. */
export async function readKey(etcd: EtcdClient, key: string): Promise<KeyValue> {
  const { found } = await etcd.transact({ compare: [], success: [get(key)], failure: [] }, "repeatable");
  const current = found[0]?.[0];
  if (current === undefined) throw new Error(`there is no ${key}`);
  return current;
}
