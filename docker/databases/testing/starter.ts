// Starts a database in a process of its own, pauses it, says where it is, and waits to be killed.
import type { DatabaseName, StartDatabaseOptions } from "../database.ts";
import { startDatabase } from "../start.ts";

const [name, options] = process.argv.slice(2) as [DatabaseName, string];
const database = await startDatabase(name, JSON.parse(options) as StartDatabaseOptions);
await database.nodes[0]?.pause();
process.stdout.write(`${JSON.stringify({ host: database.host, port: database.port })}\n`);
setInterval(() => {}, 1_000);
