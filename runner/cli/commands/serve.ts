import { resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import { TercetError } from "../../../contracts/index.ts";
import { readAccess } from "../../broker/http/access.ts";
import { serveBroker, usualRates } from "../../broker/http/serve.ts";
import type { CliContext, RegisterCommand } from "../context.ts";
import { failureOf } from "../failure.ts";
import { portNumber } from "../options.ts";
import { readPemPair } from "../pem.ts";
import { storeOption, withFacts } from "../with-facts.ts";

/** The Pact Broker's own port: stock clients' examples fit. */
const usualPort = 9292;

interface Options {
  readonly port: number;
  readonly host: string;
  readonly access?: string;
  readonly url?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly store?: string;
}

/** `tercet serve`: the ledger of facts over HTTP, as stock clients of the Pact Broker expect it, until it is interrupted. */
export const registerServe: RegisterCommand = (program, context, finish) => {
  program
    .command("serve")
    .description("serve the ledger of facts to stock clients of the Pact Broker; every request is authenticated")
    .option("--port <n>", "0 takes any free port", portNumber, usualPort)
    .option("--host <address>", "the address to listen on", "127.0.0.1")
    .option("--access <file>", "who may read and write, JSON (default: broker.access of the configuration)")
    .option("--url <url>", "how clients reach it, where a proxy is in between", baseUrl)
    .option("--certificate <file>", "serve HTTPS with this certificate, PEM")
    .option("--key <file>", "the certificate's key, PEM")
    .addOption(storeOption())
    .action(async (options: Options) => {
      const tls = await readTls(options, context);
      await withFacts(context, options, async ({ store, config, clock }) => {
        const { access: configured, acceptStatic } = config.broker;
        const accessFile =
          options.access === undefined
            ? configured && resolve(config.directory, configured)
            : resolve(context.cwd, options.access);
        if (accessFile === undefined) throw withoutAccess();
        const broker = await serveBroker({
          store,
          clock,
          policy: acceptStatic,
          configured: Object.keys(config.environments),
          access: await readAccess(accessFile),
          rates: usualRates,
          host: options.host,
          port: options.port,
          tls,
          publicUrl: options.url,
          report: (error) => void context.stderr.write(`${failureOf(error).text}\n`),
        });
        context.stdout.write(`${broker.url}\n`);
        const isLocal = ["127.0.0.1", "::1", "localhost"].includes(options.host);
        context.stderr.write(
          `The ledger in ${store.name} is served.${tls === undefined && !isLocal ? " Secrets travel in clear: put HTTPS in front, or give --certificate and --key." : ""}\n`,
        );
        await interruption(context.signal);
        await broker.close();
      });
      finish(0);
    });
};

async function readTls({ certificate, key }: Options, { cwd }: CliContext) {
  if (certificate === undefined && key === undefined) return undefined;
  if (certificate === undefined || key === undefined) {
    throw new TercetError("usage", "HTTPS needs both --certificate and --key: give the other one, too.");
  }
  return readPemPair(certificate, key, cwd);
}

function interruption(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function baseUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new InvalidArgumentError("An http or https URL is expected.");
  return text.replace(/\/+$/, "");
}

function withoutAccess(): TercetError {
  return new TercetError(
    "configuration",
    'Nobody may use the broker yet: give --access FILE, or set broker.access in tercet.config.ts, to a JSON file such as { "clients": [{ "name": "ci", "role": "write", "secret": "sha256-…" }] }.',
  );
}
