import { expect, test } from "vitest";
import { hurriedStates } from "./hurried-states.ts";
import type { States } from "./states.ts";

const state = { name: "a cart is there", params: {} };
const never: States = { setUp: () => new Promise(() => {}), tearDown: () => new Promise(() => {}) };

test("a state that hangs is given up soon after the replay was interrupted, and not before", async () => {
  const interruption = new AbortController();
  const states = hurriedStates(never, interruption.signal, 10);
  const setUp = states.setUp(state, "web");
  const early = await Promise.race([setUp, new Promise((resolve) => setTimeout(resolve, 50, "still waiting"))]);
  expect(early).toBe("still waiting");
  interruption.abort();
  await expect(setUp).rejects.toThrow('The provider state "a cart is there" could not be set up: the replay was');
  await expect(states.tearDown(state, "web")).rejects.toThrow("could not be torn down");
});

test("what ends in time is kept, and after an interruption there is time to tear down", async () => {
  const torn: string[] = [];
  const quick: States = {
    setUp: async () => ({ id: 7 }),
    tearDown: async ({ name }) => void torn.push(name),
  };
  const interruption = new AbortController();
  const states = hurriedStates(quick, interruption.signal, 1_000);
  expect(await states.setUp(state, "web")).toEqual({ id: 7 });
  interruption.abort();
  await states.tearDown(state, "web");
  expect(torn).toEqual(["a cart is there"]);
});
