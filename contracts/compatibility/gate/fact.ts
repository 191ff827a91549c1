import { z } from "zod";

/** A name as people give it: of a service, a version, a branch. Printable, so that a table or a URL can hold it. */
const name = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]+$/u, "no control characters are expected")
  .refine((text) => text.trim() === text, "no blanks at its ends are expected");

/** Wall clock of the machine that recorded it, UTC. Of two facts that contradict, the later one holds. */
const at = z.iso.datetime({ precision: 3 });

/** Names a content by what stands in it. */
const digest = z.string().regex(/^[\w.:-]{16,128}$/, "a digest is expected");

const url = z.url({ protocol: /^https?$/ }).max(2_000);

/** What was found wrong with one interaction. */
export const failureSchema = z.strictObject({
  interaction: z.string().max(2_000),
  message: z.string().max(2_000),
});

/** A service and its main branch; `main` where nothing is said. */
const serviceFact = z.strictObject({ fact: z.literal("service"), service: name, mainBranch: name.optional(), at });

/** A version of a service was published. Several of one version add up: branches and tags are united. */
const versionFact = z.strictObject({
  fact: z.literal("version"),
  service: name,
  version: name,
  branch: name.optional(),
  tags: z.array(name).max(100).optional(),
  buildUrl: url.optional(),
  at,
});

/**
 * What one consumer version uses of one provider. A version has one pact for each provider, unless a later fact `replaces` its
 * content: that of a build whose parts publish what each of them uses.
 */
const pactFact = z.strictObject({
  fact: z.literal("pact"),
  consumer: name,
  consumerVersion: name,
  provider: name,
  digest,
  replaces: digest.optional(),
  at,
});

/** What one provider version promises over HTTP: an OpenAPI document. */
const contractFact = z.strictObject({ fact: z.literal("contract"), service: name, version: name, digest, at });

/** What one provider version promises of messages: an AsyncAPI document. */
const messageContractFact = contractFact.extend({ fact: z.literal("message-contract") });

/** One provider version was asked to keep one pact: the result of a replay, for every consumer version that has this pact. */
const verificationFact = z.strictObject({
  fact: z.literal("verification"),
  consumer: name,
  provider: name,
  providerVersion: name,
  digest,
  success: z.boolean(),
  failures: z.array(failureSchema).max(50).optional(),
  verifiedBy: z.string().max(200).optional(),
  buildUrl: url.optional(),
  at,
});

/** A case of `tercet run` or `tercet verify` in which this version took part. */
const acceptanceFact = z.strictObject({
  fact: z.literal("acceptance"),
  service: name,
  version: name,
  environment: name.optional(),
  kind: z.enum(["scenario", "guarantee"]),
  /** The case's id in the event log. */
  case: z.string().min(1).max(500),
  verdict: z.enum(["pass", "fail", "inconclusive", "skipped"]),
  message: z.string().max(2_000).optional(),
  at,
});

const environmentFact = z.strictObject({
  fact: z.literal("environment"),
  environment: name,
  displayName: name.optional(),
  production: z.boolean(),
  at,
});

/** Runs there from now on, in place of what ran as this application instance; no instance: there is only one. */
const deploymentFact = z.strictObject({
  fact: z.literal("deployment"),
  service: name,
  version: name,
  environment: name,
  instance: name.optional(),
  at,
});

const undeploymentFact = deploymentFact.extend({ fact: z.literal("undeployment") });

/** Is given to users there from now on, beside the versions that were before (a mobile app, a library). */
const releaseFact = z.strictObject({
  fact: z.literal("release"),
  service: name,
  version: name,
  environment: name,
  at,
});

const supportEndFact = releaseFact.extend({ fact: z.literal("support-end") });

/** One thing that is known and never taken back: what is wrong is corrected by a later fact. */
export const factSchema = z.discriminatedUnion("fact", [
  serviceFact,
  versionFact,
  pactFact,
  contractFact,
  messageContractFact,
  verificationFact,
  acceptanceFact,
  environmentFact,
  deploymentFact,
  undeploymentFact,
  releaseFact,
  supportEndFact,
]);

export type Fact = z.infer<typeof factSchema>;
export type FactKind = Fact["fact"];
/** The facts of one kind: `FactOf<"pact">`. */
export type FactOf<Kind extends FactKind> = Extract<Fact, { fact: Kind }>;
export type VerificationFailure = z.infer<typeof failureSchema>;

/** Whether a text can be the name of a service, a version, a branch or an environment. */
export function isName(text: string): boolean {
  return name.safeParse(text).success;
}
