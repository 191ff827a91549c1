/**
 * Texts that are not of a format by anybody's reading, the subtle ones first: calendar dates that do not exist, digits
 * too few. Those that ajv nevertheless accepts are never used.
 */
export const brokenFormats: ReadonlyMap<string, readonly string[]> = new Map([
  ["date", ["2023-02-29", "2024-13-01", "2024-1-1", "01.02.2024", "2024-01-01T00:00:00Z", "tomorrow"]],
  ["date-time", ["2024-02-30T00:00:00Z", "2024-01-01T25:00:00Z", "2024-01-01T00:00:00", "2024-01-01", "tomorrow"]],
  ["time", ["24:01:00Z", "12:60:00Z", "12:00:00", "noon"]],
  ["duration", ["P", "1D", "P1S", "PT", "one day"]],
  ["email", ["name@", "@shop.example", "name.shop.example", "a b@shop.example", "a@b@shop.example", "name"]],
  ["idn-email", ["name@", "@shop.example", "name"]],
  ["hostname", ["-shop.example", "shop..example", "shop_1 example", "a".repeat(64)]],
  ["ipv4", ["256.0.0.1", "192.0.2", "192.0.2.01", "192.0.2.1/24", "localhost"]],
  ["ipv6", ["2001:db8:::1", "2001:db8::g", "1:2:3:4:5:6:7:8:9", "192.0.2.1"]],
  ["uri", ["shop.example/a path", "//shop.example", "http://[shop", "relative", "\\\\server\\share"]],
  ["url", ["shop.example/a path", "//shop.example", "relative"]],
  ["uri-reference", ["a path", "\\\\server\\share", "http://[shop"]],
  ["uri-template", ["/{", "/{a b}"]],
  ["uuid", ["00000000-0000-4000-8000-00000000000", "00000000-0000-4000-8000-00000000000g", "1", "not-a-uuid"]],
  ["json-pointer", ["a", "/~2"]],
  ["json-pointer-uri-fragment", ["/a", "#a"]],
  ["relative-json-pointer", ["/a", "-1"]],
  ["regex", ["(", "[", "*"]],
  ["byte", ["*", "YQ=", "a b="]],
]);
