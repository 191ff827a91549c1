// What the commands of Redis do: https://redis.io/docs/latest/commands/ (group and flags of each)

/** Commands that write by themselves. */
export const writes: ReadonlySet<string> = new Set(
  [
    "APPEND BITOP COPY DECR DECRBY DEL DELEX GETDEL GETEX GETSET INCR INCRBY INCRBYFLOAT MOVE MSET MSETEX MSETNX",
    "EXPIRE EXPIREAT PERSIST PEXPIRE PEXPIREAT PSETEX RENAME RENAMENX RESTORE SET SETBIT SETEX SETNX SETRANGE UNLINK",
    "HDEL HEXPIRE HGETDEL HGETEX HINCRBY HINCRBYFLOAT HMSET HPERSIST HPEXPIRE HSET HSETEX HSETNX",
    "BLMOVE BLMPOP BLPOP BRPOP BRPOPLPUSH LINSERT LMOVE LMPOP LPOP LPUSH LPUSHX LREM LSET LTRIM RPOP RPOPLPUSH RPUSH RPUSHX",
    "SADD SDIFFSTORE SINTERSTORE SMOVE SPOP SREM SUNIONSTORE",
    "BZMPOP BZPOPMAX BZPOPMIN ZADD ZDIFFSTORE ZINCRBY ZINTERSTORE ZMPOP ZPOPMAX ZPOPMIN ZRANGESTORE ZREM",
    "ZREMRANGEBYLEX ZREMRANGEBYRANK ZREMRANGEBYSCORE ZUNIONSTORE GEOADD GEOSEARCHSTORE PFADD PFMERGE",
    "XACK XADD XAUTOCLAIM XCLAIM XDEL XGROUP XREADGROUP XSETID XTRIM",
    "EVAL EVALSHA FCALL FLUSHALL FLUSHDB SWAPDB",
  ].flatMap((line) => line.split(" ")),
);

/** Commands whose reply 0 says that nothing was changed; HSET and ZADD change values and say 0. */
export const changesNothingAtZero: ReadonlySet<string> = new Set(
  [
    "COPY DEL DELEX EXPIRE EXPIREAT HDEL HSETNX LREM MOVE MSETNX PERSIST PEXPIRE PEXPIREAT RENAMENX SADD SETNX SMOVE SREM",
    "UNLINK XACK XDEL ZREM",
  ].flatMap((line) => line.split(" ")),
);

const listening = new Set("MONITOR PSUBSCRIBE PSYNC SSUBSCRIBE SUBSCRIBE SYNC".split(" "));

/** True for a command after which the server sends more, or less, than one reply to each command. */
export function afterWhichNothingIsCounted(name: string, second: string): boolean {
  return listening.has(name) || (name === "CLIENT" && second === "REPLY");
}
