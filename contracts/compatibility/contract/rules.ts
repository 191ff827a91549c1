import type { Direction, Effect } from "../change.ts";

/** What is known of a kind of change before it is seen. */
export interface ChangeRule {
  readonly direction: Direction;
  /** The effects that it can have. */
  readonly effects: readonly Effect[];
  /** One sentence for the table of rules. */
  readonly says: string;
}

const schemaKinds = {
  "type-changed": "The type of a value changed.",
  "enum-value-added": "Values were added to an enumeration or constant, or it was dropped.",
  "enum-value-removed": "Values were removed from an enumeration or constant, or it was introduced.",
  "limit-changed": "A limit changed: `minimum`, `maxLength`, `multipleOf`, `maxItems`, `uniqueItems` …",
  "pattern-changed": "The `pattern` of a text changed.",
  "format-changed": "The `format` of a value changed.",
  "property-added": "A member was added that need not be there.",
  "required-property-added": "A member was added that must be there.",
  "property-removed": "A member was removed that need not have been there.",
  "required-property-removed": "A member was removed that had to be there.",
  "property-became-required": "A member that could be missing must be there.",
  "property-became-optional": "A member that had to be there may be missing.",
  "additional-properties-changed": "What may stand beside the named members changed.",
  "items-changed": "What may stand in an array changed.",
  "alternative-added": "A branch was added to `anyOf` or `oneOf`.",
  "alternative-removed": "A branch was removed from `anyOf` or `oneOf`.",
  "alternatives-changed": "`anyOf` or `oneOf` came, went, or became ambiguous.",
  "condition-changed":
    "A condition changed: `not`, `if`, `contains`, `propertyNames`, `dependentSchemas`, `dependentRequired`.",
  "unevaluated-changed": "`unevaluatedProperties` or `unevaluatedItems` changed.",
  "encoding-changed": "How a text is to be decoded changed: `contentEncoding`, `contentMediaType`, `contentSchema`.",
  "discriminator-changed": "How alternatives are told apart changed.",
  "default-changed": "The default value changed.",
} as const;

/** Effects of the kinds that judge no value. */
const fixedEffects: Readonly<Partial<Record<keyof typeof schemaKinds, readonly Effect[]>>> = {
  "default-changed": ["compatible"],
  "encoding-changed": ["unknown"],
  "discriminator-changed": ["unknown"],
};

const all: readonly Effect[] = ["breaking", "compatible", "unknown"];
const breaking: readonly Effect[] = ["breaking"];
const compatible: readonly Effect[] = ["compatible"];
const either: readonly Effect[] = ["breaking", "compatible"];

function rule(direction: Direction, effects: readonly Effect[], says: string): ChangeRule {
  return { direction, effects, says };
}

/** The rules about schemas: what changed, in requests and in responses. Which effect it has is decided by containment. */
function schemaRules(direction: "request" | "response"): Record<string, ChangeRule> {
  return Object.fromEntries(
    Object.entries(schemaKinds).map(([kind, says]) => [
      `${direction}-${kind}`,
      rule(direction, fixedEffects[kind as keyof typeof schemaKinds] ?? all, says),
    ]),
  );
}

/** Every rule by which a difference of two contracts is named, by its name in kebab-case. */
export const changeRules: Readonly<Record<string, ChangeRule>> = {
  "operation-added": rule("request", compatible, "An operation was added."),
  "operation-removed": rule("request", breaking, "An operation was removed that still worked by the old contract."),
  "operation-removed-after-sunset": rule(
    "request",
    compatible,
    "An operation was removed after the day of its sunset (RFC 8594).",
  ),
  "operation-moved": rule("request", breaking, "An operation has another path or method; told by its `operationId`."),
  "operation-id-changed": rule(
    "service",
    compatible,
    "An operation has another `operationId`; its requests are the same.",
  ),
  "server-path-changed": rule(
    "request",
    breaking,
    "The path of the first server changed, and no server has the old one.",
  ),
  "servers-changed": rule("service", compatible, "The servers are named otherwise; paths stay the same."),
  "required-parameter-added": rule("request", breaking, "A parameter was added that must be given."),
  "optional-parameter-added": rule("request", compatible, "A parameter was added that may be left out."),
  "parameter-removed": rule("request", breaking, "A parameter was removed: what it asked for is no longer promised."),
  "parameter-became-required": rule("request", breaking, "A parameter that could be left out must be given."),
  "parameter-became-optional": rule("request", compatible, "A parameter that had to be given may be left out."),
  "parameter-serialization-changed": rule("request", either, "`style`, `explode` or `content` of a parameter changed."),
  "required-request-body-added": rule("request", breaking, "An operation now needs a body."),
  "optional-request-body-added": rule("request", compatible, "An operation now takes a body."),
  "request-body-removed": rule("request", breaking, "An operation takes no body any more."),
  "request-body-became-required": rule("request", breaking, "A body that could be left out must be sent."),
  "request-body-became-optional": rule("request", compatible, "A body that had to be sent may be left out."),
  "request-media-type-added": rule("request", compatible, "A body may be sent in another media type."),
  "request-media-type-removed": rule("request", breaking, "A body may no longer be sent in a media type."),
  ...schemaRules("request"),
  "success-response-added": rule("response", breaking, "An operation may succeed with a status that was not declared."),
  "error-response-added": rule(
    "response",
    compatible,
    "An operation may answer with another status that is no success: a client takes it for one of its class (RFC 9110 §15).",
  ),
  "success-response-removed": rule(
    "response",
    breaking,
    "An operation no longer succeeds with a status that was promised.",
  ),
  "error-response-removed": rule(
    "response",
    compatible,
    "An operation no longer answers with a status that is no success.",
  ),
  "response-status-narrowed": rule(
    "response",
    compatible,
    "A range of statuses, or `default`, was narrowed to some of them.",
  ),
  "response-media-type-added": rule("response", compatible, "A response can also be had in another media type."),
  "response-media-type-removed": rule("response", breaking, "A response can no longer be had in a media type."),
  "response-header-added": rule("response", compatible, "A response has another header."),
  "response-header-removed": rule("response", compatible, "A response no longer has a header that could be missing."),
  "required-response-header-removed": rule(
    "response",
    breaking,
    "A response no longer has a header that was promised.",
  ),
  "response-header-became-optional": rule("response", breaking, "A header that was promised may be missing."),
  "response-header-became-required": rule("response", compatible, "A header that could be missing is promised."),
  ...schemaRules("response"),
  "link-added": rule("response", compatible, "A response has another link."),
  "link-removed": rule("response", breaking, "A link that could be followed is gone."),
  "link-changed": rule("response", breaking, "A link leads elsewhere or takes its values from elsewhere."),
  "security-alternative-added": rule("request", compatible, "There is another way to authenticate."),
  "security-alternative-removed": rule(
    "request",
    breaking,
    "A way to authenticate, or the roles that went with it, is no longer enough.",
  ),
  "security-required": rule("request", breaking, "An operation that was public needs authentication."),
  "security-dropped": rule("request", compatible, "An operation became public."),
  "security-relaxed": rule("request", compatible, "An operation needs fewer schemes or roles."),
  "security-scheme-changed": rule(
    "request",
    ["breaking", "compatible", "unknown"],
    "A security scheme means something else.",
  ),
  "rate-limit-lowered": rule("request", breaking, "Fewer requests are allowed, or a limit was introduced."),
  "rate-limit-raised": rule("request", compatible, "More requests are allowed, or the limit was dropped."),
  "operation-deprecated": rule("service", compatible, "An operation is deprecated (RFC 9745)."),
  "operation-deprecation-withdrawn": rule("service", compatible, "An operation is no longer deprecated."),
  "sunset-announced": rule("service", compatible, "An operation has a day of sunset (RFC 8594)."),
  "sunset-postponed": rule("service", compatible, "The sunset of an operation is later, or was withdrawn."),
  "sunset-advanced": rule("service", breaking, "The sunset of an operation is earlier than was promised."),
  "self-test-added": rule("service", compatible, "An operation became the service's self-test."),
  "self-test-removed": rule("service", breaking, "An operation is no longer the service's self-test."),
  "never-expires-added": rule("service", compatible, "An object never expires."),
  "never-expires-removed": rule("service", breaking, "An object that never expired may expire."),
  "token-tightened": rule(
    "request",
    breaking,
    "A token that was accepted is refused: it must be encrypted, or its lifetime is too long.",
  ),
  "token-relaxed": rule(
    "request",
    ["compatible", "unknown"],
    "More tokens are accepted; unknown where they need no longer be encrypted.",
  ),
  "capacity-lowered": rule("service", breaking, "The service promises fewer requests a second, or slower ones."),
  "capacity-raised": rule("service", compatible, "The service promises more."),
  "database-changed": rule("service", compatible, "The service's own database is limited otherwise."),
  "dependencies-changed": rule("service", compatible, "The service uses others otherwise."),
  "job-added": rule("service", compatible, "A job was added."),
  "job-removed": rule("service", breaking, "A job was removed."),
  "job-slowed": rule("service", breaking, "A job runs less often, may be silent for longer, or may take longer."),
  "job-tightened": rule("service", compatible, "A job runs more often, or is given less time."),
  "metrics-added": rule("service", compatible, "The service has a metrics route."),
  "metrics-removed": rule("service", breaking, "The metrics route is gone or elsewhere."),
  "service-renamed": rule("service", ["unknown"], "The contract names another service."),
  "version-changed": rule("service", compatible, "`info.version` changed."),
  "callback-added": rule("response", compatible, "A callback or webhook is sent besides."),
  "callback-removed": rule(
    "response",
    either,
    "A callback or webhook is no longer sent; compatible after the day of its sunset.",
  ),
  "callback-address-changed": rule("response", breaking, "A callback goes to an address that is given elsewhere."),
  "callback-part-added": rule(
    "response",
    compatible,
    "A callback or webhook carries another parameter or a body; receivers read past it.",
  ),
  "callback-part-removed": rule(
    "response",
    either,
    "A callback or webhook no longer carries a parameter or a body; breaking where it was promised.",
  ),
  "callback-part-became-optional": rule(
    "response",
    breaking,
    "A parameter or body of a callback or webhook that was promised may be missing.",
  ),
  "callback-part-became-required": rule(
    "response",
    compatible,
    "A parameter or body of a callback or webhook that could be missing is promised.",
  ),
  "callback-media-type-added": rule(
    "response",
    breaking,
    "A callback or webhook may be sent in a media type that was not declared.",
  ),
  "callback-media-type-removed": rule(
    "response",
    compatible,
    "A callback or webhook is no longer sent in a media type; others are left.",
  ),
  "callback-security-changed": rule(
    "response",
    either,
    "A callback or webhook authenticates itself otherwise; breaking where a way was added that receivers do not know.",
  ),
  "callback-answer-added": rule("request", compatible, "A callback or webhook may be answered by another status."),
  "callback-answer-removed": rule(
    "request",
    either,
    "A status is no longer an answer to a callback or webhook; breaking where it is a success.",
  ),
  "callback-answer-media-type-added": rule(
    "request",
    compatible,
    "A callback or webhook may be answered in another media type.",
  ),
  "callback-answer-media-type-removed": rule(
    "request",
    breaking,
    "A callback or webhook may no longer be answered in a media type.",
  ),
  "callback-answer-header-required": rule(
    "request",
    breaking,
    "A header must be given in the answer to a callback or webhook.",
  ),
  "callback-answer-header-changed": rule(
    "request",
    compatible,
    "A header may be given, or left out, in the answer to a callback or webhook.",
  ),
  "callback-changed": rule(
    "response",
    ["unknown"],
    "A callback or webhook changed that cannot be read, or one within.",
  ),
  "detail-changed": rule(
    "service",
    ["unknown"],
    "A part of the document changed of which no rule knows what it means.",
  ),
  "documentation-changed": rule("service", compatible, "Descriptions, examples, tags or extensions changed."),
};
