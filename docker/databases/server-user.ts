import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** A numeric user and group. */
export interface UserIdentity {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Who a server runs as, since none runs as root: root hands it to the system's user of that name, else to `nobody`, so that
 * no user has to be created on the machine; anybody else runs it as himself (undefined).
 */
export async function serverUser(preferred: string): Promise<UserIdentity | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of [preferred, "nobody"]) {
    const [uid, gid] = await Promise.all([identityOf(name, "-u"), identityOf(name, "-g")]);
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error(
    `the server does not run as root, and the machine has neither a user \`${preferred}\` nor \`nobody\``,
  );
}

async function identityOf(name: string, flag: "-u" | "-g"): Promise<number | undefined> {
  try {
    const { stdout } = await promisify(execFile)("id", [flag, name]);
    return Number(stdout);
  } catch {
    return undefined;
  }
}
