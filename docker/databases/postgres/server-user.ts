import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** A numeric user and group. */
export interface UserIdentity {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Who the server runs as: PostgreSQL refuses root. Root hands it to the system's `postgres` user, else to `nobody`, so
 * that no user has to be created on the machine; anybody else runs it as himself (undefined).
 */
export async function serverUser(): Promise<UserIdentity | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = await Promise.all([identityOf(name, "-u"), identityOf(name, "-g")]);
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error("PostgreSQL does not run as root, and the machine has neither a user `postgres` nor `nobody`");
}

async function identityOf(name: string, flag: "-u" | "-g"): Promise<number | undefined> {
  try {
    const { stdout } = await promisify(execFile)("id", [flag, name]);
    return Number(stdout);
  } catch {
    return undefined;
  }
}
