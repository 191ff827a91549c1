import { run } from "../local/program.ts";

/** True where the machine has the server's programs (Debian: the package mariadb-server). */
export async function hasLocalMariadb(): Promise<boolean> {
  const { ended } = run({
    path: "mariadbd",
    parameters: ["--no-defaults", "--version"],
    directory: "/",
    user: undefined,
  });
  return (await ended) === 0;
}
