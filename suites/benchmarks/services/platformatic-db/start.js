// Starts Platformatic DB in the folder that is its argument, and prints the address on which it listens.
import { create } from "@platformatic/db";

const serverConfig = { hostname: "127.0.0.1", port: 0 };
const application = await create(process.argv[2], undefined, { serverConfig });
await application.init();
process.stdout.write(`${await application.start({ listen: true })}\n`);
