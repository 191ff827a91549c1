import { parseServiceVersion } from "../../../contracts/index.ts";
import { publishAll } from "../../broker/record/publish-all.ts";
import type { RegisterCommand } from "../context.ts";
import { collect } from "../options.ts";
import { findPacts } from "../pact-files.ts";
import { storeOption, withFacts } from "../with-facts.ts";

interface Options {
  readonly version?: string;
  readonly branch?: string;
  readonly tag?: readonly string[];
  readonly buildUrl?: string;
  readonly contract?: readonly string[];
  readonly service?: string;
  readonly results?: readonly string[];
  readonly events?: readonly string[];
  readonly with?: readonly string[];
  readonly json?: true;
  readonly store?: string;
}

/** `tercet publish`: what a version uses, what it promises, and what was found out about it become facts. */
export const registerPublish: RegisterCommand = (program, context, finish) => {
  program
    .command("publish")
    .description("publish pacts, a contract, verification results or the results of a run to the ledger of facts")
    .argument("[pact...]", "Pact files, or folders of them: what their consumer uses")
    .option("--version <version>", "of the consumer (pacts) or of the provider (contract, results)")
    .option("--branch <branch>", "the branch that the version was built from")
    .option("--tag <tag>", "a tag of the version; may be repeated", collect)
    .option("--build-url <url>", "the build that it comes from")
    .option(
      "--contract <file>",
      "what the provider promises: an OpenAPI or AsyncAPI file, or a service of the catalog (carts@^1); may be repeated",
      collect,
    )
    .option("--service <name>", "the provider of --contract (default: as the contract says), or a version's service")
    .option("--results <file>", "what `tercet pact verify --json` printed; may be repeated", collect)
    .option("--events <file>", "an event log of `tercet run` or `tercet verify`; may be repeated", collect)
    .option("--with <service@version>", "a version that took part in --events; may be repeated", collect)
    .option("--json", "print what was published as JSON")
    .addOption(storeOption())
    .action(async (pacts: string[], options: Options) => {
      const { results = [], events = [], with: took = [], contract: contracts = [] } = options;
      const { branch, tag, buildUrl, service, version } = options;
      const given = {
        directory: context.cwd,
        // Without arguments there are none: what lies in the project is published only when it is named.
        pacts: pacts.length === 0 ? [] : await findPacts(pacts, {}, context),
        results,
        events,
        contracts,
        took: took.map(parseServiceVersion),
        ...(service === undefined ? {} : { service }),
        ...(version === undefined ? {} : { version }),
        details: {
          ...(branch === undefined ? {} : { branch }),
          ...(tag === undefined ? {} : { tags: tag }),
          ...(buildUrl === undefined ? {} : { buildUrl }),
        },
        note: (message: string) => void context.stderr.write(`${message}\n`),
      };
      const published = await withFacts(context, options, ({ store, config, clock }) =>
        publishAll(store, given, config, clock),
      );
      if (options.json) context.stdout.write(`${JSON.stringify({ published }, undefined, 2)}\n`);
      for (const { title, digest, status } of options.json ? [] : published) {
        const state = status === "new" ? "published" : "was published already";
        context.stdout.write(`${title} ${state}${digest === undefined ? "" : ` (${digest})`}\n`);
      }
      finish(0);
    });
};
