import { expect, test } from "vitest";
import { inexactNumber } from "./inexact-numbers.ts";

test.each([
  ['{"const":9007199254740993}', "9007199254740993"],
  ['{"enum":[1,1e400]}', "1e400"],
  ['{"multipleOf":0.12345678901234567890}', "0.12345678901234567890"],
  ['{"maximum":9223372036854775807,"minimum":9223372036854775808}', "9223372036854775808"],
  ['{"maximum":9007199254740992,"exclusiveMaximum":9007199254740993}', "9007199254740993"],
])("%s: a number that is not held", (text, number) => {
  expect(inexactNumber([text])).toBe(number);
});

test.each([
  '{"const":9007199254740992,"multipleOf":0.1,"enum":[1E5,1.50,-0,123456789.125e-3]}',
  '{"minimum":-9223372036854775808,"maximum":9223372036854775807}',
  '{"const":"9007199254740993"}',
  "type: string, 9007199254740993",
])("%s: no such number, or a bound that stands alone", (text) => {
  expect(inexactNumber([text])).toBeUndefined();
});

test("two texts may not have different bounds that become one", () => {
  const [left, right] = ['{"maximum":9223372036854775807}', '{"maximum":9223372036854775806}'];
  expect(inexactNumber([left, right])).toBe("9223372036854775806");
  expect(inexactNumber([left, left])).toBeUndefined();
});
