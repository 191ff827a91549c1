// `node docker/shop/main.ts DIRECTORY` runs the shop until SIGINT or SIGTERM.
import { TercetError } from "../../contracts/index.ts";
import { startShop } from "./start.ts";

const interruption = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => interruption.abort());
const say = (text: string) => void process.stdout.write(`${text}\n`);

try {
  const [, , directory] = process.argv;
  if (directory === undefined) throw new TercetError("usage", "Name a folder for the shop's state: main.ts DIRECTORY.");
  const shop = await startShop({ directory, signal: interruption.signal, progress: say });
  const { services, tokens, certificateAuthority } = shop.environment;
  for (const [name, { urls }] of Object.entries(services)) say(`${name}: ${urls.join(" ")}`);
  say(`tokens: ${tokens}\nauthority: ${certificateAuthority}\nStop it with Ctrl-C.`);
  const untilInterrupted = new Promise((resolve) => interruption.signal.addEventListener("abort", resolve));
  // Holds the process: the shop's own channels do not.
  const timer = setInterval(() => {}, 60_000);
  await untilInterrupted;
  clearInterval(timer);
  await shop.stop();
} catch (error) {
  if (!interruption.signal.aborted) {
    process.stderr.write(`${error instanceof TercetError ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
