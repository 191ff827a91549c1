import type { NumberTest, StringTest } from "./formula.ts";

/** What holds for exactly the numbers that fail a test. */
export function oppositeNumber(test: NumberTest): NumberTest {
  switch (test.is) {
    case "least":
      return { is: "below", value: test.value };
    case "most":
      return { is: "above", value: test.value };
    case "above":
      return { is: "most", value: test.value };
    case "below":
      return { is: "least", value: test.value };
    case "multiple":
      return { is: "noMultiple", value: test.value };
    case "noMultiple":
      return { is: "multiple", value: test.value };
    case "in":
      return { is: "notIn", values: test.values };
    case "notIn":
      return { is: "in", values: test.values };
  }
}

/** What holds for exactly the strings that fail a test. */
export function oppositeString(test: StringTest): StringTest {
  switch (test.is) {
    case "pattern":
      return { is: "noPattern", source: test.source };
    case "noPattern":
      return { is: "pattern", source: test.source };
    case "format":
      return { is: "noFormat", name: test.name };
    case "noFormat":
      return { is: "format", name: test.name };
    case "in":
      return { is: "notIn", values: test.values };
    case "notIn":
      return { is: "in", values: test.values };
  }
}
