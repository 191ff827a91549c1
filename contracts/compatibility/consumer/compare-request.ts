import { isJson } from "../../client/media-type.ts";
import type { Contract, MediaType, Operation } from "../../model/contract.ts";
import type { PactBody } from "../../pact/pact.ts";
import { compareParameters } from "./compare-parameters.ts";
import type { FoundOperation } from "./find-operation.ts";
import { bodyPointer, type Compared, type Found } from "./finding.ts";
import { declaredMedia, essenceOf, isAccepted } from "./media.ts";
import { scalar } from "./readings.ts";
import { credentialOf, headerOf } from "./security.ts";
import { viewOf } from "./view.ts";

/**
 * Holds a request against its operation. One that expects to be refused (4xx, 5xx) may be wrong on purpose: nothing is
 * said of it.
 */
export function compareRequest(
  contract: Contract,
  { operation, pathTexts }: FoundOperation,
  compared: Compared,
): readonly Found[] {
  if (compared.interaction.response.status >= 400) return [];
  return [
    ...compareParameters(contract, operation, pathTexts, compared),
    ...compareCredential(contract, operation, compared),
    ...compareAccept(operation, compared),
    ...compareBody(contract, operation, compared),
  ];
}

function compareCredential(contract: Contract, operation: Operation, { interaction }: Compared): readonly Found[] {
  const credential = credentialOf(contract, operation, interaction.request);
  if (credential === "present") return [];
  const schemes = [...new Set(operation.security.flatMap((one) => one.schemes.map(({ name }) => name)))].join(" or ");
  const place = { pactPointer: `${interaction.pointer}/request/headers`, contractPointer: operation.pointer };
  return credential === "missing"
    ? [
        {
          ...place,
          rule: "request.authorization.missing",
          message: `The request carries no credential, and ${operation.id} needs one (${schemes}).`,
        },
      ]
    : [
        {
          ...place,
          rule: "request.authorization.placeholder",
          message: `The credential was taken out of the request: whether it is what ${operation.id} needs (${schemes}) cannot be seen.`,
        },
      ];
}

function compareAccept(operation: Operation, { interaction }: Compared): readonly Found[] {
  const accept = headerOf(interaction.request.headers, "accept");
  const declared = [...operation.responses.values()].flatMap(({ content }) => [...content.keys()]);
  if (accept === undefined || declared.length === 0 || isAccepted(accept, declared)) return [];
  return [
    {
      rule: "request.accept.incompatible",
      pactPointer: `${interaction.pointer}/request/headers`,
      contractPointer: `${operation.pointer}/responses`,
      message: `The request accepts ${accept}, and ${operation.id} answers in ${[...new Set(declared)].join(", ")}.`,
    },
  ];
}

function compareBody(contract: Contract, operation: Operation, compared: Compared): readonly Found[] {
  const { body, headers } = compared.interaction.request;
  const { requestBody } = operation;
  const place = { pactPointer: bodyPointer(compared, "request"), contractPointer: `${operation.pointer}/requestBody` };
  if (body.kind === "absent" || body.kind === "empty") {
    if (requestBody?.required !== true) return [];
    const message = `The request has no body, and ${operation.id} requires one.`;
    return [{ ...place, rule: "request.body.incompatible", message }];
  }
  if (requestBody === undefined) {
    const message = `The request has a body, and ${operation.id} declares none.`;
    return [{ ...place, rule: "request.body.unknown", message, contractPointer: operation.pointer }];
  }
  const contentType = headerOf(headers, "content-type") ?? body.contentType;
  const media = declaredMedia(requestBody.content, contentType);
  if (media === undefined) {
    const known = [...requestBody.content.keys()].join(", ");
    const message = `The request's body is ${essenceOf(contentType)}, and ${operation.id} takes ${known}.`;
    return [{ ...place, rule: "request.content-type.incompatible", message }];
  }
  return refusals(contract, media, body, contentType).map(({ pointer, message }) => ({
    rule: "request.body.incompatible",
    pactPointer: place.pactPointer + pointer,
    contractPointer: `${media.pointer}/schema`,
    message: `The request's body is not what ${operation.id} takes: ${pointer || "it"} ${message}.`,
  }));
}

/** Why a body is not what its media type declares; what is neither JSON nor a form is not judged. */
function refusals(contract: Contract, { schema }: MediaType, body: PactBody, contentType: string) {
  if (schema === undefined) return [];
  const view = viewOf(contract, "request");
  if (body.kind === "json" && isJson(contentType)) return view.errors(schema, body.value);
  if (body.kind !== "text" || essenceOf(contentType) !== "application/x-www-form-urlencoded") return [];
  const answers = formReadings(body.text).map((reading) => view.errors(schema, reading));
  return answers.find((errors) => errors.length === 0) ?? answers.at(-1) ?? [];
}

/** What a form may stand for: all members as texts, or as what their texts spell; a name that is repeated is a list. */
function formReadings(text: string): readonly Record<string, unknown>[] {
  const parameters = new URLSearchParams(text);
  const read = (value: (one: string) => unknown) =>
    Object.fromEntries(
      [...new Set(parameters.keys())].map((name) => {
        const values = parameters.getAll(name).map(value);
        return [name, values.length === 1 ? values[0] : values];
      }),
    );
  return [read((one) => one), read(scalar)];
}
