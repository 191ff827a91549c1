import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runToEnd, tercetProgram } from "../child.ts";
import type { StartedService } from "./service.ts";

/** What of the JSON report is read here. */
export interface Report {
  readonly verdict: string;
  readonly run: { readonly durationMilliseconds: number };
  readonly findings: readonly Finding[];
  readonly coverage: readonly { readonly requests: number; readonly operations: readonly unknown[] }[];
  readonly cases: readonly { readonly verdict: string }[];
}

/** One finding of the JSON report. */
export interface Finding {
  readonly check: string;
  readonly operation: string;
  readonly verdict: string;
  readonly message: string;
}

/** Verifies a running service as a user would, by the command line; throws with what it said where there is no report. */
export async function verify(
  { url, document, tokens, except = [] }: StartedService,
  options: { readonly scratch: string; readonly seed: number; readonly seconds: number; readonly signal: AbortSignal },
): Promise<Report> {
  const [contract, credentials, report] = ["openapi.json", "tokens.json", "report.json"].map((name) =>
    join(options.scratch, name),
  ) as [string, string, string];
  await writeFile(contract, JSON.stringify(document));
  if (tokens !== undefined) await writeFile(credentials, JSON.stringify(tokens), { mode: 0o600 });
  const { exitCode, output, errors } = await runToEnd(
    tercetProgram,
    [
      ...["verify", "--contract", contract, "--url", url],
      ...(tokens === undefined ? [] : ["--tokens", credentials]),
      ...except.flatMap((operation) => ["--except", operation]),
      ...["--seed", String(options.seed), "--timeout", String(options.seconds)],
      ...["--report", `json=${report}`],
    ],
    { timeoutMilliseconds: (options.seconds + 60) * 1000, signal: options.signal },
  );
  if (exitCode === 0 || exitCode === 1 || exitCode === 3) return JSON.parse(await readFile(report, "utf8"));
  throw new Error(`tercet verify ended with ${exitCode}: ${(errors + output).slice(-1000)}`);
}
