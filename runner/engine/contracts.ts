import { lintContracts } from "../../contracts/index.ts";
import type { Run } from "./run.ts";

/** Lints a catalog as one case of a run; `directory` is from where files are named. */
export async function lintCatalog(run: Run, catalog: string, directory: string): Promise<void> {
  const identity = {
    id: "contracts/lint",
    kind: "contract" as const,
    subject: "contracts",
    title: "Contracts and business rules are in order, and what is released is unchanged",
  };
  await run.case(identity, async () => {
    const { files, findings } = await lintContracts([], { catalog, directory, allowRemote: false });
    const errors = findings.filter(({ severity }) => severity === "error");
    const message = errors
      .map(({ file, pointer, rule, message }) => `${file}#${pointer} ${rule} ${message}`)
      .join("\n");
    return {
      verdict: errors.length === 0 ? "pass" : "fail",
      ...(errors.length === 0 ? {} : { message }),
      steps: files.map((title) => ({ title, verdict: "pass" as const, durationMilliseconds: 0 })),
      findings: [],
    };
  });
}
