import { z } from "zod";
import { type ClientOf, type Random, TercetError } from "../../contracts/index.ts";
import type { Eventually } from "./eventually.ts";
import type { expect } from "./expect.ts";
import type { RunStep } from "./steps.ts";

/** Words that the context takes; no service can be called so in a scenario. */
const contextWords = ["as", "step", "expect", "eventually", "later", "random"];

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "words in lower case, joined by dashes, are expected");

const declarationSchema = z.strictObject({
  /** The same for ever: results are compared by it. */
  id: slug,
  /** What the business can do when it passes: "A customer can create an account". */
  title: z.string().min(1),
  /** The part of the business that it stands for. */
  capability: slug,
  /** Contract versions by service, as ranges of semantic versions: `{ carts: "^1" }`. */
  uses: z
    .record(z.string(), z.string())
    .refine((uses) => Object.keys(uses).length > 0, "at least one service is expected")
    .refine(
      (uses) => !contextWords.some((word) => Object.hasOwn(uses, word)),
      `none of ${contextWords.join(", ")} can name a service in a scenario`,
    ),
  /** The role, or roles, of the person whose journey it is; none where nothing is said. */
  as: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((roles) => (typeof roles === "string" ? [roles] : roles)),
  /** How the monitor runs it; `timeoutSeconds` bounds every run. */
  monitor: z
    .strictObject({
      everySeconds: z.number().positive(),
      timeoutSeconds: z.number().positive().max(3600).default(30),
      objective: z
        .strictObject({
          availability: z.number().gt(0).lt(1).optional(),
          p95Milliseconds: z.number().positive().optional(),
        })
        .optional(),
    })
    .optional(),
  /** Whether it may run against an environment with `production: true`; what is monitored may, unless it says no. */
  safeInProduction: z.boolean().optional(),
  run: z.custom<(context: never) => Promise<void>>((value) => typeof value === "function", "a function is expected"),
});

/** Marks what `scenario` made, also where the program and a team's files hold two copies of this package. */
const brand = Symbol.for("tercet.scenario");

type DeclarationInput = z.input<typeof declarationSchema>;
type Declaration = z.output<typeof declarationSchema>;

/** A client of a service for which none was generated: nothing is known of it. `tercet client` makes a typed one. */
// biome-ignore lint/suspicious/noExplicitAny: the team's first scenario must not wait for a generated client
type UntypedClient = any;

/** The clients of the services in `uses`, typed where a generated client is part of the program. */
export type ClientsOf<Uses> = {
  readonly [Service in keyof Uses]: Typed<ClientOf<Service & string, Uses[Service] & string>>;
};
type Typed<Client> = [Client] extends [never] ? UntypedClient : Client;

/** Someone who acts: clients that speak with that person's roles. */
export type Actor<Uses> = ClientsOf<Uses> & {
  /**
   * The same clients, for deleting what others made because of this scenario: a call is written to the ledger now and
   * sent when the scenario is over, whatever happens in between.
   */
  readonly later: ClientsOf<Uses>;
};

/** What a scenario works with: business objects only. */
export type ScenarioContext<Uses> = Actor<Uses> & {
  /** Someone else, with this role or these roles: always the same person within one run. */
  as(roles: string | readonly string[]): Actor<Uses>;
  readonly step: RunStep;
  readonly expect: typeof expect;
  readonly eventually: Eventually;
  /** Data by chance, the same for the same seed. */
  readonly random: Random;
};

/** A business journey, declared and checked. */
export interface Scenario extends Omit<Declaration, "run" | "safeInProduction"> {
  readonly safeInProduction: boolean;
  /** Bounds every run. */
  readonly timeoutSeconds: number;
  run(context: unknown): Promise<void>;
}

/**
 * Declares a scenario: one artefact for Playwright Test, `tercet run` and the monitor. Throws `TercetError`
 * (`configuration`) naming what is wrong with the declaration.
 */
export function scenario<const Uses extends Readonly<Record<string, string>>>(
  declaration: Omit<DeclarationInput, "run" | "uses"> & {
    readonly uses: Uses;
    run(context: ScenarioContext<Uses>): Promise<void>;
  },
): Scenario {
  const parsed = declarationSchema.safeParse(declaration);
  if (!parsed.success) {
    const reasons = z.prettifyError(parsed.error).replaceAll(/\s*\n\s*/g, " ");
    throw new TercetError("configuration", `The scenario "${declaration.id}" is not valid: ${reasons}.`);
  }
  const { monitor, safeInProduction = monitor !== undefined, run } = parsed.data;
  const made = {
    ...parsed.data,
    [brand]: true,
    safeInProduction,
    timeoutSeconds: monitor?.timeoutSeconds ?? 30,
    run: (context: unknown) => run(context as never),
  };
  return made;
}

/** Whether a module's default export was made by `scenario`. */
export function isScenario(value: unknown): value is Scenario {
  return typeof value === "object" && value !== null && brand in value;
}
