import { Option } from "commander";
import { TercetError } from "../../contracts/index.ts";
import { describeIssues } from "../config/issues.ts";
import { type DeclaredSurroundings, databaseSchema, dependencySchema } from "../environments/surroundings.ts";
import { collect } from "./options.ts";

/** What the options that `surroundingsOptions` adds were given. */
export interface SurroundingsValues {
  readonly dependency?: readonly string[];
  readonly dependencyContract?: readonly string[];
  readonly dependencyCertificate?: string;
  readonly database?: string;
  readonly databaseUser?: string;
}

/** Where the harness stands in for dependencies, and looks at the service's database. */
export const surroundingsOptions = {
  dependency: () =>
    new Option("--dependency <name=url>", "stand in for a dependency where the service looks for it").argParser(
      collect,
    ),
  dependencyContract: () =>
    new Option("--dependency-contract <name=file>", "its OpenAPI file, where it is not in the catalog").argParser(
      collect,
    ),
  dependencyCertificate: () =>
    new Option("--dependency-certificate <file>", "certificate and key that stand-ins at https URLs show, PEM"),
  database: () => new Option("--database <url>", "look at the service's connections to it (postgres://…, mysql://…)"),
  databaseUser: () => new Option("--database-user <name>", "count this database user's connections alone"),
};

/** What the options say, in the form of an environment. Throws `TercetError` (`usage`). */
export function readSurroundings(values: SurroundingsValues): DeclaredSurroundings {
  const contracts = new Map((values.dependencyContract ?? []).map((text) => splitPair("--dependency-contract", text)));
  const certificate = values.dependencyCertificate;
  const dependencies = (values.dependency ?? []).map((text) => {
    const [name, listen] = splitPair("--dependency", text);
    const contract = contracts.get(name);
    const declared = dependencySchema.safeParse({
      listen,
      ...(contract === undefined ? {} : { contract }),
      ...(certificate === undefined ? {} : { certificate }),
    });
    if (!declared.success) throw wrong("--dependency", text, describeIssues(declared.error.issues));
    return [name, declared.data] as const;
  });
  const unused = [...contracts.keys()].find((name) => dependencies.every(([known]) => known !== name));
  if (unused !== undefined) {
    throw new TercetError("usage", `--dependency-contract ${unused}=… needs --dependency ${unused}=URL beside it.`);
  }
  if (certificate !== undefined && dependencies.length === 0) {
    throw new TercetError("usage", "--dependency-certificate needs --dependency NAME=URL beside it.");
  }
  return { dependencies: Object.fromEntries(dependencies), database: readDatabase(values) };
}

/** The same options again, without the password of the database: it comes from `PGPASSWORD` or `MYSQL_PWD` then. */
export function surroundingsArguments(values: SurroundingsValues): readonly string[] {
  const { dependency, dependencyContract, dependencyCertificate, database, databaseUser } = values;
  const bare = database === undefined ? undefined : withoutPassword(database);
  const all = [
    ["--dependency", dependency],
    ["--dependency-contract", dependencyContract],
    ["--dependency-certificate", dependencyCertificate],
    ["--database", bare],
    ["--database-user", databaseUser],
  ] as const;
  return all.flatMap(([option, given]) => [given ?? []].flat().flatMap((value) => [option, value]));
}

function readDatabase({ database: url, databaseUser: user }: SurroundingsValues): DeclaredSurroundings["database"] {
  if (url === undefined) {
    if (user !== undefined) throw new TercetError("usage", "--database-user needs --database URL beside it.");
    return undefined;
  }
  const declared = databaseSchema.safeParse({ url, ...(user === undefined ? {} : { user }) });
  if (declared.success) return declared.data;
  // The text may hold a password, also where it is no URL.
  throw new TercetError("usage", `--database: ${describeIssues(declared.error.issues)}.`);
}

function splitPair(option: string, text: string): readonly [string, string] {
  const [, name, value] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw wrong(option, text, "NAME=VALUE is expected");
  return [name, value];
}

function wrong(option: string, text: string, reason: string): TercetError {
  return new TercetError("usage", `${option} ${text}: ${reason}.`);
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return "URL";
  const bare = new URL(url);
  bare.password = "";
  return bare.href;
}
