// A proxy in a process of its own, as workers see it: for the port given, until its standard input ends.
import { startFaultProxy } from "../start.ts";

const proxy = await startFaultProxy({ host: "127.0.0.1", port: Number(process.argv[2]), protocol: "postgres" });
process.stdout.write(String(proxy.port));
process.stdin.resume().on("end", () => void proxy.close());
