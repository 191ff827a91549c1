import { beforeAll, describe, expect, test } from "vitest";
import { parseContract } from "../../../contracts/index.ts";
import type { Target } from "../../kit/target.ts";
import { parcelsDocument } from "../broken/contract.ts";
import { checks } from "../index.ts";
import { parseSelection } from "./selection.ts";

let target: Target;
beforeAll(async () => {
  target = { contract: await parseContract(parcelsDocument, "parcels.json"), urls: ["http://localhost"] };
});
const select = (only: string[], guarantees: string[] = []) => parseSelection({ guarantees, only }, checks, target);

describe("parseSelection", () => {
  test("selects everything by default", () => {
    const selection = select([]);
    expect(checks.every(({ guarantee }) => selection.includes(guarantee))).toBe(true);
    expect(selection.selects("json-only", "success", "getParcel")).toBe(true);
  });

  test("narrows to one way of one operation", () => {
    const selection = select(["authenticated-requests/expired-token@getParcel"]);
    expect(selection.includes("json-only")).toBe(false);
    expect(selection.selects("authenticated-requests", "expired-token", "getParcel")).toBe(true);
    expect(selection.selects("authenticated-requests", "expired-token", "createParcel")).toBe(false);
    expect(selection.selects("authenticated-requests", "no-token", "getParcel")).toBe(false);
    expect(selection.selectsSubject("authenticated-requests", "createParcel")).toBe(false);
  });

  test("adds what --only names to what --guarantee names", () => {
    const selection = select(["json-only@getParcel"], ["authorized-roles"]);
    expect(selection.selects("authorized-roles", "no-role", "createParcel")).toBe(true);
    expect(selection.selects("json-only", "success", "createParcel")).toBe(false);
  });

  test("takes an operation whose id has spaces", () => {
    expect(select(["json-only/unknown-path@unknown path"]).selects("json-only", "unknown-path", "unknown path")).toBe(
      true,
    );
  });

  test.each([
    [
      [],
      ["no-such-thing"],
      /--guarantee: the guarantee "no-such-thing" does not exist; there are: authenticated-requests/,
    ],
    [[], ["rated-capacity"], /is not checked by verify; there are:/],
    [["json-only/nothing"], [], /"json-only" has no check "nothing"; there are: json-only\/success/],
    [["json-only@nowhere"], [], /parcels.json has no operation "nowhere"; there are: listParcels/],
  ])("refuses what does not exist and lists what does: %j %j", (only, guarantees, message) => {
    expect(() => select(only, guarantees)).toThrow(message);
  });
});
