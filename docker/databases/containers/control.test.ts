import { expect, test } from "vitest";
import { controlServer } from "./control.ts";

test("a container that the engine cannot freeze at once is paused when it is asked again", async () => {
  const engine = engineOf([busy, busy]);

  await serverOf(engine).pause();

  expect(engine.asked()).toBe(3);
});

test("a container that the engine never freezes is told with its name, after a bounded number of attempts", async () => {
  const engine = engineOf(Array.from({ length: 1000 }, () => busy));

  await expect(serverOf(engine).pause()).rejects.toThrow(
    "the container engine cannot pause primary: (HTTP code 500) server error - unable to freeze: unknown",
  );

  expect(engine.asked()).toBeLessThan(100);
});

test("what asking again does not mend is told at once", async () => {
  const engine = engineOf(["cgroups not configured for container"]);

  await expect(serverOf(engine).pause()).rejects.toThrow("cannot pause primary: cgroups not configured");

  expect(engine.asked()).toBe(1);
});

const busy = "(HTTP code 500) server error - unable to freeze:\nunknown ";

/** An engine that refuses to pause a container with each of these, one after the other, and then does it. */
function engineOf(refusals: readonly string[]) {
  let asked = 0;
  const container = {
    inspect: async () => ({ State: { Running: true, Paused: false } }),
    pause: async () => {
      const refusal = refusals[asked++];
      if (refusal !== undefined) throw new Error(refusal);
    },
  };
  return { container, asked: () => asked };
}

function serverOf({ container }: ReturnType<typeof engineOf>) {
  return controlServer({
    name: "primary",
    address: { host: "127.0.0.1", port: 1 },
    // What the engine's client offers beside is not asked for here.
    container: container as unknown as Parameters<typeof controlServer>[0]["container"],
    ask: async () => {},
  });
}
