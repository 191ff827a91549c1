import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dateCheck } from "./check.ts";
import { evaluateDateExpression } from "./expression.ts";
import { formatDate } from "./format.ts";
import { parseDateFormat } from "./pattern.ts";

describe("checks of dates in Java formats", () => {
  test.each<[format: string, fits: string[], differs: string[]]>([
    ["yyyy-MM-dd", ["2024-02-29", "9999-12-31"], ["2023-02-29", "2024-13-01", "2024-1-01", "24-01-01"]],
    ["d/M/yy", ["1/2/03", "28/02/03"], ["32/1/03", "30/2/03"]],
    ["dd. MMMM yyyy", ["03. November 2016"], ["31. November 2016", "03. Nov 2016"]],
    ["EEE, d MMM yyyy HH:mm:ss Z", ["Wed, 4 Jul 2001 12:08:56 -0700"], ["Wed, 4 Jul 2001 12:08:56 Z"]],
    [
      "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
      ["2001-07-04T12:08:56.235-07:00", "2001-07-04T12:08:56.235Z"],
      ["2001-07-04T12:08:56.2Z"],
    ],
    ["yyyy-MM-dd'T'HH:mm:ssx", ["2001-07-04T12:08:56+0130"], ["2001-07-04T12:08:56Z"]],
    ["h:mm a", ["12:08 PM", "1:00 am"], ["13:00 PM", "0:10 AM"]],
    ["yyyyMMddHHmmss", ["20010704120856"], ["2001070412085", "20011304120856"]],
    ["''yy", ["'01"], ["01"]],
    ["HH:mm[:ss]", ["10:00", "10:00:59"], ["10:00:"]],
    ["yyyy-MM-dd HH:mm z", ["2001-07-04 12:00 PDT", "2001-07-04 12:00 Europe/Paris"], ["2001-07-04 12:00 "]],
    ["D", ["1", "366"], ["0", "367"]],
    ["QQQ yyyy", ["Q3 2000"], ["Q5 2000"]],
    ["yyyy.MM.dd G", ["2001.07.04 AD"], ["2001.07.04 XX"]],
    ["YYYY-'W'ww-e", ["2001-W27-3"], ["2001-W54-3"]],
  ])("%s", (format, fits, differs) => {
    const check = dateCheck(format);
    for (const text of fits) expect(check?.(text), text).toBe(true);
    for (const text of differs) expect(check?.(text), text).toBe(false);
  });

  test("what is no format is said to be none", () => {
    for (const format of ["yyyy-bb", "'open", "[yyyy", "yyyy]", "{yyyy}", "#"]) {
      expect(parseDateFormat(format), format).toBeUndefined();
      expect(dateCheck(format), format).toBeUndefined();
    }
  });
});

test("what is written in a format is a date in that format", () => {
  const formats = [
    "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
    "EEEE d MMMM yyyy h:mm a z",
    "yy/M/d k:m:s",
    "EEE, dd MMM yyyy HH:mm:ss Z",
    "D yyyy QQQ",
    "yyyy-MM-dd K:mm:ss a O",
    "MMMMM d yyyyMMdd[ HHmmss]x",
    "ww e VV SSSSSS",
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...formats),
      fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
      (format, date) => {
        const text = formatDate(date, format) as string;
        expect(dateCheck(format)?.(text), text).toBe(true);
      },
    ),
  );
});

test("fields are written in UTC", () => {
  const moment = new Date("2016-11-03T09:05:07.042Z");
  expect(formatDate(moment, "EEEE d MMMM yyyy, D Q w")).toBe("Thursday 3 November 2016, 308 4 44");
  expect(formatDate(moment, "hh:mm:ss.SSS a XXX xx Z kk A")).toBe("09:05:07.042 AM Z +0000 +0000 09 32707042");
});

test.each<[expression: string, result: string | undefined]>([
  ["", "2016-11-03T12:30:00Z"],
  ["today", "2016-11-03T12:30:00Z"],
  ["tomorrow", "2016-11-04T12:30:00Z"],
  ["yesterday + 1 week", "2016-11-09T12:30:00Z"],
  ["+ 1 day - 2 hours", "2016-11-04T10:30:00Z"],
  ["+ 3 months", "2017-02-03T12:30:00Z"],
  ["- 1 year", "2015-11-03T12:30:00Z"],
  ["next monday", "2016-11-07T12:30:00Z"],
  ["next thursday", "2016-11-10T12:30:00Z"],
  ["last thursday", "2016-10-27T12:30:00Z"],
  ["last wed", "2016-11-02T12:30:00Z"],
  ["next jan", "2017-01-03T12:30:00Z"],
  ["last december", "2015-12-03T12:30:00Z"],
  ["next fortnight", "2016-11-17T12:30:00Z"],
  ["today @ midnight", "2016-11-03T00:00:00Z"],
  ["tomorrow @ 5 o'clock pm - 10 minutes", "2016-11-04T16:50:00Z"],
  ["@ next hour", "2016-11-03T13:30:00Z"],
  ["@ 12 o'clock am", "2016-11-03T00:00:00Z"],
  ["someday", undefined],
  ["+ 1 parsec", undefined],
  ["@ 25 o'clock", undefined],
])("the expression %j", (expression, result) => {
  const moved = evaluateDateExpression(expression, new Date("2016-11-03T12:30:00Z"));
  expect(moved?.toISOString().replace(".000Z", "Z")).toBe(result);
});

test("the last day of a shorter month stands for days that it has not", () => {
  const moved = evaluateDateExpression("+ 1 month", new Date("2024-01-31T00:00:00Z"));
  expect(moved?.toISOString().slice(0, 10)).toBe("2024-02-29");
});
