import { afterEach, expect, test, vi } from "vitest";
import { clockShiftOf } from "./clock-shift-of.ts";

afterEach(() => vi.unstubAllEnvs());

const process = (program: string) => ({ program, args: [], env: {} });

test.each(["/usr/local/bin/node", "npx"])(
  "%s is Node: a module is preloaded, beside what is preloaded already",
  async (program) => {
    vi.stubEnv("NODE_OPTIONS", "--max-old-space-size=64");
    expect(await clockShiftOf(process(program))).toEqual({ how: "preload", nodeOptions: "--max-old-space-size=64" });
    const own = { ...process(program), env: { NODE_OPTIONS: "--no-deprecation" } };
    expect(await clockShiftOf(own)).toEqual({ how: "preload", nodeOptions: "--no-deprecation" });
  },
);

test("another program needs libfaketime, where TERCET_FAKETIME says", async () => {
  vi.stubEnv("TERCET_FAKETIME", undefined);
  expect(await clockShiftOf(process("/usr/bin/python3"))).toBeUndefined();
  vi.stubEnv("TERCET_FAKETIME", "/opt/libfaketime.so.1");
  expect(await clockShiftOf(process("/usr/bin/python3"))).toEqual({
    how: "libfaketime",
    library: "/opt/libfaketime.so.1",
  });
});
