import { Counter, Histogram, openMetricsContentType, type PrometheusContentType, Registry, Summary } from "prom-client";
import { describe, expect, test } from "vitest";
import { parseExposition } from "./parse.ts";

const openMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8";
const prometheus = "text/plain; version=0.0.4; charset=utf-8";
const lines = (...text: readonly string[]) => `${text.join("\n")}\n`;
const om = (...text: readonly string[]) => parseExposition(openMetrics, lines(...text, "# EOF"));
const prom = (...text: readonly string[]) => parseExposition(prometheus, lines(...text));

describe("OpenMetrics", () => {
  test("reads values, labels, escapes, timestamps and exemplars", () => {
    const parsed = om(
      "# TYPE asked counter",
      "# HELP asked With a \\n and a \\\\.",
      'asked_total{path="a\\"b\\\\c\\n",empty=""} 17.0 1520879607.789 # {trace="x # y"} 1 2.5',
      'asked_created{path="a\\"b\\\\c\\n",empty=""} 1520430000.123 1520879607.789',
    );
    expect(parsed).toMatchObject({
      families: [
        { name: "asked", type: "counter", samples: [{ name: "asked_total", value: 17 }, { value: 1520430000.123 }] },
      ],
    });
    const [sample] = "families" in parsed ? (parsed.families[0]?.samples ?? []) : [];
    expect([...(sample?.labels ?? [])]).toEqual([
      ["path", 'a"b\\c\n'],
      ["empty", ""],
    ]);
    expect(sample?.exemplar?.labels.get("trace")).toBe("x # y");
  });

  test.each([
    ["a family without a type", ["up 1"]],
    ["values that are not finite", ["# TYPE a gauge", 'a{b="1"} +Inf', 'a{b="2"} NaN', 'a{b="3"} -inf']],
    ["a family without samples", ["# TYPE a histogram"]],
    ["a histogram", ["# TYPE a histogram", 'a_bucket{le="0.5"} 1', 'a_bucket{le="+Inf"} 2', "a_count 2", "a_sum 3"]],
    ["negative bounds without a sum", ["# TYPE a histogram", 'a_bucket{le="-1"} 1', 'a_bucket{le="+Inf"} 2']],
    ["a state set", ["# TYPE a stateset", 'a{a="on"} 1', 'a{a="off"} 0']],
    ["an info", ["# TYPE a info", 'a_info{version="1"} 1']],
    ["a unit", ["# TYPE a_seconds gauge", "# UNIT a_seconds seconds", "a_seconds 1"]],
    ["points of one metric, one after another", ["# TYPE a gauge", "a 1 1", "a 2 2"]],
  ])("takes %s", (_what, text) => {
    expect(om(...text)).toHaveProperty("families");
  });

  test.each([
    ["a counter without _total", ["# TYPE a counter", "a 1"], /a/],
    ["a counter that is negative", ["# TYPE a counter", "a_total -1"], /line 2 a_total has the value -1/],
    [
      "buckets that are not cumulative",
      ["# TYPE a histogram", 'a_bucket{le="1"} 3', 'a_bucket{le="+Inf"} 2'],
      /cumulative/,
    ],
    ["no last bucket", ["# TYPE a histogram", 'a_bucket{le="1"} 3'], /\+Inf/],
    ["a count of its own", ["# TYPE a histogram", 'a_bucket{le="+Inf"} 2', "a_count 3", "a_sum 1"], /counts 3/],
    ["one series twice", ["# TYPE a gauge", 'a{b="1",c="2"} 1', 'a{c="2",b="1"} 2'], /twice/],
    ["a label twice", ["# TYPE a gauge", 'a{b="1",b="2"} 1'], /label b stands there twice/],
    ["interleaved families", ["# TYPE a gauge", "# TYPE b gauge", "a 1", "b 1", "a 2"], /interleaved/],
    [
      "interleaved metrics",
      ["# TYPE a summary", 'a_sum{b="1"} 1', 'a_sum{b="2"} 1', 'a_count{b="1"} 1'],
      /stand together/,
    ],
    ["metadata after samples", ["# TYPE a gauge", "a 1", "# HELP a x"], /after its samples/],
    ["two types", ["# TYPE a gauge", "# TYPE a counter"], /twice/],
    ["names that clash", ["# TYPE a_total gauge", "# TYPE a counter"], /both/],
    ["a unit that is not in the name", ["# TYPE a gauge", "# UNIT a seconds"], /unit/],
    ["an exemplar of a gauge", ["# TYPE a gauge", 'a 1 # {b="c"} 1'], /exemplar/],
    ["a comment", ["# about a", "a 1"], /no metadata/],
    ["a trailing comma", ['a{b="1",} 1'], /comma/],
    ["two blanks", ["a  1"], /number/],
    ["an unquoted label", ["a{b=1} 1"], /quoted/],
    ["a number in hexadecimal", ["a 0x10"], /number/],
    ["an empty line", ["a 1", "", "b 1"], /metric's name/],
  ])("refuses %s", (_what, text, fault) => {
    expect(om(...text)).toEqual({ fault: expect.stringMatching(fault) });
  });

  test("refuses what does not end with # EOF, or goes on after it", () => {
    expect(parseExposition(openMetrics, "a 1\n")).toEqual({ fault: expect.stringContaining("# EOF") });
    expect(parseExposition(openMetrics, "# EOF\na 1\n")).toEqual({ fault: expect.stringContaining("# EOF") });
    expect(parseExposition(openMetrics, "a 1\n# EOF")).toHaveProperty("families");
    expect(parseExposition(openMetrics, "a 1\r\n# EOF")).toEqual({ fault: expect.stringContaining("carriage return") });
  });
});

describe("the Prometheus text format", () => {
  test.each([
    ["comments, blanks and a trailing comma", ["# about a", "", 'a { b = "1" , }\t+3.5e1  1395066363000 ']],
    ["help after samples", ["a 1", "# HELP a x"]],
    ["a summary", ["# TYPE a summary", 'a{quantile="0.5"} 1', "a_sum 1", "a_count 1"]],
    ["a histogram without a sum", ["# TYPE a histogram", 'a_bucket{le="1"} 1', 'a_bucket{le="+Inf"} 1', "a_count 1"]],
    ["nothing", []],
  ])("takes %s", (_what, text) => {
    expect(prom(...text)).toHaveProperty("families");
  });

  test.each([
    ["a type after samples", ["a 1", "# TYPE a counter"], /after its samples/],
    ["an unknown type", ["# TYPE a info"], /"info"/],
    ["a series twice", ["a 1", "a 2"], /twice/],
    ["scattered samples", ["# TYPE a gauge", 'a{b="1"} 1', "c 1", 'a{b="2"} 1'], /stand together/],
    ["a timestamp with a fraction", ["a 1 1.5"], /timestamp/],
    ["a value that is none", ["a one"], /number/],
    ["an exemplar", ['a_total 1 # {b="c"} 1'], /follows|timestamp/],
    ["a counter that is not a number", ["# TYPE a counter", "a NaN"], /NaN/],
  ])("refuses %s", (_what, text, fault) => {
    expect(prom(...text)).toEqual({ fault: expect.stringMatching(fault) });
  });

  test("refuses a last line that does not end", () => {
    expect(parseExposition(prometheus, "a 1")).toEqual({ fault: expect.stringContaining("line feed") });
  });
});

describe("what a maintained library writes", () => {
  test.each([openMetricsContentType, Registry.PROMETHEUS_CONTENT_TYPE])("is read: %s", async (type) => {
    const registry = new Registry();
    registry.setContentType(type as string as PrometheusContentType);
    const registers = [registry];
    new Counter({ name: "asked", help: "a", labelNames: ["by"], registers }).inc({ by: 'a "b"\\\n' }, 3);
    new Histogram({ name: "took_seconds", help: "b", buckets: [0.1, 1], registers }).observe(0.5);
    new Summary({ name: "waited_seconds", help: "c", percentiles: [0.5], registers }).observe(0.5);
    expect(parseExposition(type, await registry.metrics())).toMatchObject({ families: { length: 3 } });
  });
});

describe("the media type", () => {
  test.each(["text/html", "application/json", "", "text/plain; version=9"])("is refused: %s", (type) => {
    expect(parseExposition(type, "a 1\n")).toEqual({ fault: expect.stringContaining("Content-Type") });
  });

  test("may be plain text without a version", () => {
    expect(parseExposition("text/plain", "a 1\n")).toHaveProperty("families");
  });
});
