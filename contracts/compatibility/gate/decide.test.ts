import { describe, expect, test } from "vitest";
import type { ComparisonFinding } from "../consumer/finding.ts";
import { decide, type GateInput, gateExitCode } from "./decide.ts";
import type { ContainmentEvidence, StaticEvidence } from "./evidence.ts";
import { explainGate } from "./explain.ts";
import type { Fact } from "./fact.ts";
import { indexFacts } from "./fact-index.ts";
import { deployment, verificationFact as kept, pact, release, version } from "./testing/facts.ts";

const production = "production";
const v1 = { consumer: "web", consumerVersion: "1", provider: "carts", digest: "a".repeat(64) };

function ask(
  service: string,
  number: string,
  facts: readonly Fact[],
  given: Partial<Pick<GateInput, "policy" | "computed" | "changes">> = {},
) {
  const index = indexFacts(facts);
  const answer = decide({
    question: { service, version: number, environment: production },
    index,
    occupants: index.occupants(production),
    policy: "verified-contract",
    computed: () => [],
    pactFile: (digest) => `facts/content/${digest.slice(0, 3)}.json`,
    changes: [],
    ...given,
  });
  return { ...answer, code: gateExitCode(answer), text: explainGate(answer) };
}

const misfit: ComparisonFinding = {
  rule: "response.body.incompatible",
  severity: "error",
  interaction: "a cart",
  operation: "getCart",
  pactPointer: "/interactions/0/response/body/id",
  contractPointer: "/paths/~1v1~1carts/get",
  message: "id is a number in the contract.",
  witness: { id: 1 },
};
const fits: StaticEvidence = { kind: "static", success: true, uncompared: 0, messages: 0, findings: [] };
const guarantee = (verdict: "pass" | "fail"): Fact => ({
  fact: "acceptance",
  service: "carts",
  version: "5",
  kind: "guarantee",
  case: "verify/carts/output-validation",
  verdict,
  at: "2026-01-02T00:00:00.000Z",
});

describe("a consumer", () => {
  test("is deployable where the provider version there kept its pact", () => {
    const answer = ask("web", "1", [pact(v1), deployment("carts", "5"), kept(v1, "5", true)]);
    expect(answer).toMatchObject({ verdict: "deployable", code: 0, integrations: [{ verdict: "verified" }] });
  });

  test("is not deployable where the provider version there broke its pact, and the witness is shown", () => {
    const failures = [{ interaction: "a cart", message: "status 404 instead of 200" }];
    const answer = ask("web", "1", [pact(v1), deployment("carts", "5"), { ...kept(v1, "5", false), failures }]);
    expect(answer).toMatchObject({ verdict: "not-deployable", code: 1, integrations: [{ verdict: "broken" }] });
    expect(answer.reasons).toEqual(["web@1 → carts@5 was replayed and fails: a cart: status 404 instead of 200."]);
  });

  test("is unknown where nobody replayed its pact, and is told the command that does", () => {
    const answer = ask("web", "1", [pact(v1), deployment("carts", "5")]);
    expect(answer).toMatchObject({ verdict: "unknown", code: 3, integrations: [{ verdict: "unknown" }] });
    expect(answer.text).toContain(
      "run: tercet pact verify facts/content/aaa.json --url URL --provider-version 5 --publish",
    );
  });

  test("is unknown where nobody recorded the provider, and not deployable where it is known to be gone", () => {
    expect(ask("web", "1", [pact(v1)])).toMatchObject({ code: 3, unmet: [{ provider: "carts", verdict: "unknown" }] });
    const gone: Fact = { ...deployment("carts", "5", { at: 2 }), fact: "undeployment" } as Fact;
    expect(ask("web", "1", [pact(v1), deployment("carts", "5"), gone])).toMatchObject({
      code: 1,
      unmet: [{ provider: "carts", verdict: "broken" }],
    });
  });

  test("must work with every version side by side: application instances and releases", () => {
    const there = [deployment("carts", "5", { instance: "dc1" }), deployment("carts", "6", { instance: "dc2" })];
    const known = [pact(v1), ...there, kept(v1, "5", true)];
    expect(ask("web", "1", known).code).toBe(3);
    expect(ask("web", "1", [...known, kept(v1, "6", false)]).code).toBe(1);
    expect(ask("web", "1", [...known, kept(v1, "6", true)]).code).toBe(0);
    expect(ask("web", "1", [...known, kept(v1, "6", true), release("carts", "4")]).code).toBe(3);
  });

  test("is not pending itself: a pact that nobody ever kept must not go where it fails", () => {
    expect(ask("web", "1", [pact(v1), deployment("carts", "5"), kept(v1, "5", false)]).code).toBe(1);
  });

  test("uses the result of another version with the same pact", () => {
    const facts = [pact(v1), pact({ ...v1, consumerVersion: "2" }), deployment("carts", "5"), kept(v1, "5", true)];
    expect(ask("web", "2", facts).code).toBe(0);
  });

  test("takes the newest of two results", () => {
    const facts = [pact(v1), deployment("carts", "5"), kept(v1, "5", true, 3), kept(v1, "5", false, 4)];
    expect(ask("web", "1", facts).code).toBe(1);
    expect(ask("web", "1", facts.toReversed()).code).toBe(1);
  });

  test("that uses nothing is deployable, and says so", () => {
    const answer = ask("web", "1", [version("web", "1")]);
    expect(answer.code).toBe(0);
    expect(answer.reasons).toEqual(["web@1 uses nothing in production, and nothing there is known to use it."]);
  });
});

describe("a provider", () => {
  const there = [pact(v1), deployment("web", "1"), version("carts", "5")];

  test("is deployable where it kept the pacts of all consumers there", () => {
    expect(ask("carts", "5", [...there, kept(v1, "5", true)]).code).toBe(0);
  });

  test("is not deployable where it breaks a pact that its main branch kept", () => {
    const facts = [...there, version("carts", "4", { branch: "main" }), kept(v1, "4", true), kept(v1, "5", false)];
    const answer = ask("carts", "5", facts);
    expect(answer).toMatchObject({ code: 1, integrations: [{ verdict: "broken", counterpart: "consumer" }] });
  });

  test("does not fail for a pact that its main branch never kept: pending", () => {
    const answer = ask("carts", "5", [...there, kept(v1, "5", false)]);
    expect(answer).toMatchObject({ code: 0, integrations: [{ verdict: "pending" }] });
    expect(answer.text).toContain("pending, since no version of the main branch of carts ever kept this pact");
  });

  test("owes nothing to a pact that was kept on another branch only", () => {
    const feature = [version("carts", "4", { branch: "feature" }), kept(v1, "4", true)];
    expect(ask("carts", "5", [...there, ...feature, kept(v1, "5", false)]).code).toBe(0);
    const main: Fact = { fact: "service", service: "carts", mainBranch: "feature", at: "2026-01-01T00:00:00.000Z" };
    expect(ask("carts", "5", [...there, ...feature, main, kept(v1, "5", false)]).code).toBe(1);
  });

  test("is unknown where a pact of a consumer there was never replayed, however new", () => {
    expect(ask("carts", "5", there).code).toBe(3);
  });

  test("does not owe anything to a consumer that is not there", () => {
    expect(ask("carts", "5", [pact(v1), version("carts", "5"), kept(v1, "5", false)]).code).toBe(0);
  });

  test("meets the versions of its consumer side by side, not the one that was replaced", () => {
    const v2 = { ...v1, consumerVersion: "2", digest: "b".repeat(64) };
    const known = [pact(v1), pact(v2), version("carts", "5"), kept(v2, "5", true)];
    const replaced = [deployment("web", "1", { at: 1 }), deployment("web", "2", { at: 2 })];
    expect(ask("carts", "5", [...known, ...replaced]).code).toBe(0);
    expect(ask("carts", "5", [...known, release("web", "1"), release("web", "2")]).code).toBe(3);
  });

  test("names the consumers that a change of its contract breaks", () => {
    const evidence: StaticEvidence = { kind: "static", success: false, uncompared: 0, messages: 0, findings: [misfit] };
    const facts = [...there, version("carts", "4", { branch: "main" }), kept(v1, "4", true), kept(v1, "5", false)];
    const change = {
      rule: "response-body-widened",
      effect: "breaking",
      direction: "response",
      operations: ["getCart"],
      place: {},
      message: "id may be a number.",
    } as const;
    const answer = ask("carts", "5", facts, {
      computed: () => [evidence],
      changes: [{ replaced: "carts@4", change }],
    });
    expect(answer.changes).toMatchObject([{ replaced: "carts@4", breaks: ["web@1"] }]);
    expect(answer.text).toContain('Witness: {"id":1}');
  });
});

describe("without a replay", () => {
  const there = [pact(v1), deployment("carts", "5")];
  const computed = (evidence: StaticEvidence | ContainmentEvidence) => ({ computed: () => [evidence] });

  test("a pact that fits a contract which is kept is evidence of kind static", () => {
    const answer = ask("web", "1", [...there, guarantee("pass")], computed(fits));
    expect(answer).toMatchObject({ code: 0, integrations: [{ verdict: "verified", evidence: [{ kind: "static" }] }] });
  });

  test.each([
    ["nobody showed that the contract is kept", [] as readonly Fact[], /tercet verify carts/],
    ["the contract is known not to be kept", [guarantee("fail")], /output-validation failed/],
  ])("it is not enough where %s", (_, more, said) => {
    const answer = ask("web", "1", [...there, ...more], computed(fits));
    expect(answer.code).toBe(3);
    expect(answer.text).toMatch(said);
  });

  test("policy decides: any-contract asks for no proof, never takes none", () => {
    expect(ask("web", "1", there, { ...computed(fits), policy: "any-contract" }).code).toBe(0);
    expect(ask("web", "1", [...there, guarantee("pass")], { ...computed(fits), policy: "never" }).code).toBe(3);
  });

  test("a pact that the contract cannot serve is broken, with the witness", () => {
    const answer = ask("web", "1", there, computed({ ...fits, success: false, findings: [misfit] }));
    expect(answer).toMatchObject({ code: 1, integrations: [{ verdict: "broken" }] });
    expect(answer.text).toContain('Witness: {"id":1}');
  });

  test("interactions of a kind that was not compared leave it unknown", () => {
    const answer = ask("web", "1", [...there, guarantee("pass")], computed({ ...fits, success: false, uncompared: 2 }));
    expect(answer.code).toBe(3);
    expect(answer.reasons[0]).toContain(
      "some of its interactions are of a kind that the provider's published contract does not speak of",
    );
  });

  test("messages that fit the contract are unknown until a replay shows them, unless the contract's word is enough", () => {
    const told = computed({ ...fits, messages: 1 });
    const answer = ask("web", "1", [...there, guarantee("pass")], told);
    expect(answer.code).toBe(3);
    expect(answer.reasons[0]).toContain("only a replay shows that carts@5 sends its messages so");
    expect(ask("web", "1", there, { ...told, policy: "any-contract" }).code).toBe(0);
  });

  test("a version whose contract promises all that a replayed one promised is verified by containment", () => {
    const replayed = { service: "carts", version: "4" };
    const contained: ContainmentEvidence = { kind: "containment", success: true, replayed, changes: [] };
    const answer = ask("web", "1", [...there, guarantee("pass")], computed(contained));
    expect(answer).toMatchObject({ code: 0, integrations: [{ evidence: [{ kind: "containment" }] }] });
  });

  test("a replay outweighs what a comparison says, both ways", () => {
    const bad = computed({ ...fits, success: false, findings: [misfit] });
    expect(ask("web", "1", [...there, kept(v1, "5", true)], bad).code).toBe(0);
    expect(ask("web", "1", [...there, guarantee("pass"), kept(v1, "5", false)], computed(fits)).code).toBe(1);
  });
});

describe("acceptance", () => {
  const scenario = (verdict: "pass" | "fail" | "inconclusive", at = 1, environment = "staging"): Fact => ({
    fact: "acceptance",
    service: "web",
    version: "1",
    environment,
    kind: "scenario",
    case: "scenario/order-home",
    verdict,
    message: "The order was not there.",
    at: `2026-01-01T00:00:0${at}.000Z`,
  });

  test("that failed with this version speaks against it; the newest result holds", () => {
    expect(ask("web", "1", [version("web", "1"), scenario("fail")])).toMatchObject({
      code: 1,
      reasons: ["scenario/order-home in staging failed with web@1: The order was not there."],
    });
    expect(ask("web", "1", [version("web", "1"), scenario("fail", 1), scenario("pass", 2)]).code).toBe(0);
  });

  test("in one environment does not make up for another", () => {
    const facts = [version("web", "1"), scenario("fail", 1), scenario("pass", 2, "test")];
    expect(ask("web", "1", facts).code).toBe(1);
  });

  test("without a result leaves it unknown", () => {
    expect(ask("web", "1", [version("web", "1"), scenario("inconclusive")]).code).toBe(3);
  });

  test("of another version says nothing", () => {
    expect(ask("web", "2", [version("web", "2"), scenario("fail")]).code).toBe(0);
  });
});
