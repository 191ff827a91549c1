import { expect, test } from "vitest";
import { untilServes } from "./until-serves.ts";

const refused = () => Promise.reject(new Error("connection refused"));

test("asks again until there is an answer, and returns it", async () => {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    if (asked < 3) throw new Error("not yet");
    return "18.4";
  };
  expect(await untilServes({ ask, timeoutMilliseconds: 30_000 })).toBe("18.4");
});

test("throws the last answer when it takes too long", async () => {
  await expect(untilServes({ ask: refused, timeoutMilliseconds: 100 })).rejects.toThrow(
    "it does not serve after 0.1 s: connection refused",
  );
});

test("throws at once what the server died of", async () => {
  const died = async () => "etcd1 ended: no space left";
  await expect(untilServes({ ask: refused, timeoutMilliseconds: 30_000, died })).rejects.toThrow("no space left");
});

test("throws the reason of an abort", async () => {
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(untilServes({ ask: refused, timeoutMilliseconds: 30_000, signal })).rejects.toThrow("enough");
});
