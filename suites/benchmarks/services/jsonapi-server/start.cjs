// Starts the example that comes with jsonapi-server, whose own program has a fixed port, on the port that is its argument.
const { readdirSync } = require("node:fs");
const { dirname, join } = require("node:path");
const jsonApi = require("jsonapi-server");

const port = Number(process.argv[2]);
jsonApi.setConfig({
  protocol: "http",
  hostname: "127.0.0.1",
  port,
  base: "rest",
  swagger: { title: "Example", version: "0.1.1" },
});
const resources = join(dirname(require.resolve("jsonapi-server/package.json")), "example/resources");
for (const file of readdirSync(resources)) if (/^[a-z].*\.js$/.test(file)) require(join(resources, file));
jsonApi.start();
