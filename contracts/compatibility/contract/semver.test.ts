import { describe, expect, it } from "vitest";
import { diffContracts } from "./diff.ts";
import { adviseVersion, mayBreak } from "./semver.ts";
import { type Draft, things } from "./testing/things.ts";

const advice = async (change: (draft: Draft) => void, before = "1.2.3", after = "1.2.4") => {
  const from = await things((draft) => {
    draft.info.version = before;
  });
  const to = await things((draft) => {
    draft.info.version = after;
    change(draft);
  });
  return adviseVersion(diffContracts(from, to));
};
const breaks = (draft: Draft) => {
  delete draft.paths["/v1/health"];
};
const adds = (draft: Draft) => {
  draft.components.schemas.Thing.properties.age = { type: "integer" };
};
const tells = (draft: Draft) => {
  draft.info.description = "All about things.";
};

describe("adviseVersion", () => {
  it("asks for a major version for what breaks, a minor one for what is new, a patch for what is told", async () => {
    expect(await advice(breaks)).toEqual({ step: "major", suggested: "2.0.0", enough: false });
    expect(await advice(adds)).toEqual({ step: "minor", suggested: "1.3.0", enough: false });
    expect(await advice(tells)).toEqual({ step: "patch", suggested: "1.2.4", enough: true });
    expect(await advice(breaks, "1.2.3", "2.0.0")).toMatchObject({ enough: true });
  });

  it("asks for a minor version below 1.0.0", async () => {
    expect(await advice(breaks, "0.2.3", "0.3.0")).toEqual({ step: "major", suggested: "0.3.0", enough: true });
  });

  it("suggests nothing where the version is none", async () => {
    expect(await advice(breaks, "2019-01", "2020-01")).toEqual({ step: "major" });
  });
});

describe("mayBreak", () => {
  it("is true for what a caret range does not take", () => {
    expect([mayBreak("1.0.0", "1.9.0"), mayBreak("1.0.0", "2.0.0")]).toEqual([false, true]);
    expect([mayBreak("0.1.0", "0.1.9"), mayBreak("0.1.0", "0.2.0")]).toEqual([false, true]);
  });
});
