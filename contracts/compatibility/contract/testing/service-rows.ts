import type { Row } from "./row.ts";

/** Changes of who may ask, and of what is promised beside requests and responses. */
export const serviceRows: readonly Row[] = [
  [
    "a role",
    ({ create }) => {
      create.security[0].token.push("admin");
    },
    "breaking security-alternative-removed",
    "compatible security-relaxed",
  ],
  [
    "an alternative",
    ({ create }) => {
      create.security.pop();
    },
    "breaking security-alternative-removed",
    "compatible security-alternative-added",
  ],
  [
    "authentication at all",
    ({ health }) => {
      health.security = [{ token: [] }];
    },
    "breaking security-required",
    "compatible security-dropped",
  ],
  [
    "a scheme",
    (_, draft) => {
      draft.components.securitySchemes.key.name = "X-Api-Key";
    },
    "breaking security-scheme-changed",
    "breaking security-scheme-changed",
  ],
  [
    "a rate limit",
    ({ list }) => {
      list["x-tercet"].rateLimit.requests = 5;
    },
    "breaking rate-limit-lowered",
    "compatible rate-limit-raised",
  ],
  [
    "the self-test",
    ({ health }) => {
      health["x-tercet"].selfTest = false;
    },
    "breaking self-test-removed",
    "compatible self-test-added",
  ],
  [
    "that something never expires",
    ({ read }) => {
      read["x-tercet"].neverExpires = false;
    },
    "breaking never-expires-removed",
    "compatible never-expires-added",
  ],
  [
    "a link",
    ({ create }) => {
      delete create.responses[201].links;
    },
    "breaking link-removed",
    "compatible link-added",
  ],
  [
    "the way of a link",
    ({ create }) => {
      create.responses[201].links.read.parameters.id = "$response.body#/name";
    },
    "breaking link-changed",
    "breaking link-changed",
  ],
  [
    "the life of tokens",
    (_, draft) => {
      draft["x-tercet"].token.maxLifetimeSeconds = 60;
    },
    "breaking token-tightened",
    "compatible token-relaxed",
  ],
  [
    "the capacity",
    (_, draft) => {
      draft["x-tercet"].capacity.p99Milliseconds = 80;
    },
    "breaking capacity-lowered",
    "compatible capacity-raised",
  ],
  [
    "the database",
    (_, draft) => {
      draft["x-tercet"].database.maxConnections = 2;
    },
    "compatible database-changed",
    "compatible database-changed",
  ],
  [
    "the silence of a job",
    (_, draft) => {
      draft["x-tercet"].jobs[0].maxSilenceSeconds = 900;
    },
    "breaking job-slowed",
    "compatible job-tightened",
  ],
  [
    "a job",
    (_, draft) => {
      draft["x-tercet"].jobs = [];
    },
    "breaking job-removed",
    "compatible job-added",
  ],
  [
    "the metrics",
    (_, draft) => {
      delete draft["x-tercet"].metrics;
    },
    "breaking metrics-removed",
    "compatible metrics-added",
  ],
  [
    "deprecation",
    ({ read }) => {
      read.deprecated = true;
    },
    "compatible operation-deprecated",
    "compatible operation-deprecation-withdrawn",
  ],
  [
    "a sunset",
    ({ remove }) => {
      remove["x-sunset"] = "2027-01-01";
    },
    "breaking sunset-advanced",
    "compatible sunset-postponed",
  ],
  [
    "the version",
    (_, draft) => {
      draft.info.version = "1.0.1";
    },
    "compatible version-changed",
    "compatible version-changed",
  ],
  [
    "a summary",
    ({ list }) => {
      list.summary = "Every thing.";
    },
    "compatible documentation-changed",
    "compatible documentation-changed",
  ],
  [
    "a description of a member",
    ({ Thing }) => {
      Thing.properties.name.description = "Its name.";
    },
    "compatible documentation-changed",
    "compatible documentation-changed",
  ],
];
