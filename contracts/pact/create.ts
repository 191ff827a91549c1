import type { JsonObject } from "../json.ts";
import { contentTypeOf } from "./headers.ts";
import { branchOf } from "./matchers/branches.ts";
import type { Template } from "./matchers/template.ts";
import { type TemplateVariant, templateVariants } from "./matchers/variants.ts";
import type { HttpInteraction, Interaction, Pact, PactRequest, PactResponse, ProviderState } from "./pact.ts";
import { noRules } from "./read/rules.ts";

/** What a recorder knows of one exchange over HTTP; what is not said is empty. */
export interface NewInteraction {
  readonly description: string;
  readonly providerStates?: readonly ProviderState[];
  readonly request: Pick<PactRequest, "method" | "path"> & Partial<PactRequest>;
  readonly response: Pick<PactResponse, "status"> & Partial<PactResponse>;
  readonly pending?: boolean;
  readonly comments?: JsonObject;
}

/** Makes an HTTP interaction for a pact that is about to be written; its key tells description and states. */
export function newInteraction(said: NewInteraction): HttpInteraction {
  const { description, providerStates = [], pending = false, comments = {} } = said;
  const nothing = { headers: new Map(), body: { kind: "absent" }, matchingRules: noRules, generators: {} } as const;
  return {
    type: "Synchronous/HTTP",
    description,
    key: keyOf(description, providerStates),
    pending,
    providerStates,
    comments,
    pointer: "",
    request: { query: new Map(), ...nothing, ...said.request },
    response: { ...nothing, ...said.response },
  };
}

/** The same interaction under another description, and the key that goes with it. */
export function describedAs<One extends Interaction>(interaction: One, description: string): One {
  return { ...interaction, description, key: keyOf(description, interaction.providerStates) };
}

/** An exchange whose bodies are templates, made with the vocabulary of `matchers`. */
export interface TemplatedInteraction extends NewInteraction {
  readonly requestBody?: Template;
  readonly responseBody?: Template;
  /** The provider states of a variant, by its label; default: those of the interaction. */
  readonly statesOf?: (label: string) => readonly ProviderState[];
}

/**
 * Makes the interactions of an exchange whose bodies have branches (`optional`, `either` …). Stock Pact knows no branches,
 * so each variant of a body becomes an interaction of its own, with an example and plain Pact rules; the description of
 * all but the first says how it differs (`a cart [$.discount is absent]`). What belongs together is kept in
 * `comments.tercet`: comments are Pact's own place for what it does not know. The variants of the request come with the
 * first response, those of the response with the first request.
 */
export function newInteractions(said: TemplatedInteraction): readonly HttpInteraction[] {
  const requests = variantsOf(said.requestBody);
  const responses = variantsOf(said.responseBody);
  const [request, response] = [requests[0], responses[0]];
  const pairs = [
    { request, response, label: "" },
    ...requests.slice(1).map((each) => ({ request: each, response, label: `request ${each?.label}` })),
    ...responses.slice(1).map((each) => ({ request, response: each, label: each?.label ?? "" })),
  ];
  return pairs.map(({ request: asked, response: answered, label }) => {
    const choices = [...(asked?.choices ?? []), ...(answered?.choices ?? [])];
    const group = { template: said.description, branches: choices.map((choice) => branchOf(choice).id) };
    return newInteraction({
      ...said,
      description: label === "" ? said.description : `${said.description} [${label}]`,
      providerStates: said.statesOf?.(label) ?? said.providerStates ?? [],
      request: withBody(said.request, asked),
      response: withBody(said.response, answered),
      comments: { ...said.comments, ...(choices.length === 0 ? {} : { tercet: group }) },
    });
  });
}

function variantsOf(template: Template | undefined): readonly (TemplateVariant | undefined)[] {
  return template === undefined ? [undefined] : templateVariants(template);
}

function withBody<T extends Partial<PactResponse>>(part: T, variant: TemplateVariant | undefined): T {
  if (variant === undefined) return part;
  const contentType = (part.headers && contentTypeOf(part.headers)) ?? "application/json";
  const generators = Object.keys(variant.generators).length === 0 ? {} : { body: variant.generators };
  return {
    ...part,
    body: { kind: "json", value: variant.content, contentType },
    matchingRules: { ...noRules, ...part.matchingRules, body: variant.rules },
    generators: { ...part.generators, ...generators },
  };
}

/** Makes a pact of new interactions, to be given to `mergePacts` or `pactDocument`. */
export function newPact(consumer: string, provider: string, interactions: Pact["interactions"]): Pact {
  return {
    consumer,
    provider,
    specification: "4.0",
    interactions,
    document: {},
    source: `${consumer} and ${provider}`,
  };
}

/** Readable, and the same in every run: files differ where interactions do (specification V4, "Interactions"). */
function keyOf(description: string, states: readonly ProviderState[]): string {
  const given = states.map(({ name, params }) =>
    Object.keys(params).length === 0 ? name : `${name} ${JSON.stringify(params)}`,
  );
  return given.length === 0 ? description : `${description}, given ${given.join(" and ")}`;
}
