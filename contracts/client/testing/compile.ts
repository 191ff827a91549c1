import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";

/** The module that generated clients import in tests. */
export const runtime = new URL("../runtime.ts", import.meta.url).pathname;

/** What the compiler, in strict mode, has against each of these files, which may import one another; by file name. */
export async function compile(files: Readonly<Record<string, string>>): Promise<Record<string, string[]>> {
  const folder = await mkdtemp(join(tmpdir(), "tercet-client-"));
  try {
    const names = Object.keys(files);
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const program = ts.createProgram(
      names.map((name) => join(folder, name)),
      {
        strict: true,
        exactOptionalPropertyTypes: true,
        noUnusedLocals: true,
        erasableSyntaxOnly: true,
        verbatimModuleSyntax: true,
        module: ts.ModuleKind.NodeNext,
        target: ts.ScriptTarget.ES2024,
        allowImportingTsExtensions: true,
        noEmit: true,
        skipLibCheck: true,
        typeRoots: [new URL("../../../node_modules/@types", import.meta.url).pathname],
        types: ["node"],
        lib: ["lib.es2024.d.ts"],
      },
    );
    return Object.fromEntries(
      names.map((name) => [
        name,
        ts
          .getPreEmitDiagnostics(program, program.getSourceFile(join(folder, name)))
          .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " ")),
      ]),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}
