import type { Contract, Operation, Response } from "../../model/contract.ts";
import { pointer } from "../../model/pointer.ts";
import { schemasOf } from "../../schema/compile.ts";
import { compareResponseBody } from "./compare-response-body.ts";
import type { Compared, Found } from "./finding.ts";
import { declaredMedia, essenceOf, responseKey } from "./media.ts";
import { readingsOf } from "./readings.ts";
import { headerOf } from "./security.ts";

/** Header fields that every server or intermediary sets by itself: nothing need be declared to count on them. */
const ownToHttp = new Set("connection content-length content-type date keep-alive transfer-encoding".split(" "));
/** Other header fields of HTTP: to count on one that is not declared is imprudent, and not wrong. */
const standardHeaders = new Set(
  (
    "accept-ranges access-control-allow-origin age allow alt-svc cache-control content-disposition content-encoding " +
    "content-language content-location content-range etag expires last-modified link location pragma retry-after server " +
    "set-cookie strict-transport-security trailer vary via www-authenticate x-content-type-options"
  ).split(" "),
);

/** Holds the answer that a consumer expects against what its operation declares. */
export function compareResponse(contract: Contract, operation: Operation, compared: Compared): readonly Found[] {
  const { pointer: at, response } = compared.interaction;
  const key = responseKey(operation, response.status);
  const declared = key === undefined ? undefined : operation.responses.get(key);
  if (declared === undefined) {
    const known = [...operation.responses.keys()].join(", ") || "none";
    return [
      {
        rule: "response.status.unknown",
        pactPointer: `${at}/response/status`,
        contractPointer: `${operation.pointer}/responses`,
        message: `The consumer expects the status ${response.status}, and ${operation.id} declares ${known}.`,
      },
    ];
  }
  return [
    ...compareHeaders(contract, operation, declared, compared),
    ...compareContent(contract, operation, declared, compared),
  ];
}

function compareHeaders(
  contract: Contract,
  operation: Operation,
  declared: Response,
  compared: Compared,
): readonly Found[] {
  const { interaction } = compared;
  const found: Found[] = [];
  for (const [name, values] of interaction.response.headers) {
    const lower = name.toLowerCase();
    if (ownToHttp.has(lower)) continue;
    const header = declared.headers.find((one) => one.name.toLowerCase() === lower);
    const pactPointer = `${interaction.pointer}/response/headers${pointer(name)}`;
    if (header === undefined) {
      const rule = standardHeaders.has(lower) ? "response.header.undefined" : "response.header.unknown";
      const message = `The consumer reads the header ${name}, which ${operation.id} does not declare for this answer.`;
      found.push({ rule, pactPointer, contractPointer: declared.pointer, message });
      continue;
    }
    const place = { pactPointer, contractPointer: header.pointer };
    const parameter = { ...header, in: "header", style: "simple", explode: false, examples: [] } as const;
    const answers = readingsOf(parameter, { texts: [values.join(", ")] }).map((reading) =>
      schemasOf(contract).errors(header.schema, reading),
    );
    if (answers.every((errors) => errors.length > 0)) {
      const reason = answers[0]?.[0]?.message;
      const message = `The consumer expects the header ${name} to be "${values.join(", ")}", which ${reason} by the contract.`;
      found.push({ ...place, rule: "response.header.incompatible", message });
    } else if (!header.required) {
      const message = `The consumer reads the header ${name}, which ${operation.id} may leave out.`;
      found.push({ ...place, rule: "response.header.not-guaranteed", message });
    }
  }
  return found;
}

function compareContent(
  contract: Contract,
  operation: Operation,
  declared: Response,
  compared: Compared,
): readonly Found[] {
  const { interaction } = compared;
  const { body, headers } = interaction.response;
  const contentType = headerOf(headers, "content-type") ?? ("contentType" in body ? body.contentType : undefined);
  const place = { pactPointer: `${interaction.pointer}/response/body`, contractPointer: declared.pointer };
  if (body.kind === "empty") {
    if (declared.content.size === 0) return [];
    const message = `The consumer expects an empty body, and ${operation.id} answers with ${[...declared.content.keys()].join(", ")}.`;
    return [{ ...place, rule: "response.body.incompatible", message }];
  }
  if (contentType === undefined) return [];
  if (declared.content.size === 0) {
    if (body.kind === "absent") return [];
    const message = `The consumer expects a body, and ${operation.id} declares none for the status ${interaction.response.status}.`;
    return [{ ...place, rule: "response.body.unknown", message }];
  }
  const media = declaredMedia(declared.content, contentType);
  if (media === undefined) {
    const known = [...declared.content.keys()].join(", ");
    const message = `The consumer expects ${essenceOf(contentType)}, and ${operation.id} answers in ${known}.`;
    return [{ ...place, rule: "response.content-type.incompatible", message }];
  }
  return compareResponseBody(contract, operation, media, compared);
}
