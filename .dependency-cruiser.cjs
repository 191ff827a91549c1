// Imports run one way (ARCHITECTURE.md, "Layout"). Tests may reach anything, production code may not.
const tests = "\\.(test|spec)\\.ts$|/(testing|fixtures)/";
const top = (name) => `^${name}/`;
const only = (from, allowed) => ({
  name: `${from}-imports-only-${allowed.join("-") || "itself"}`,
  comment: `${from} may import ${allowed.length > 0 ? allowed.join(", ") : "no other top folder"}`,
  severity: "error",
  from: { path: top(from), pathNot: tests },
  to: { path: `^(contracts|suites|runner|reports|docker)/`, pathNot: [from, ...allowed].map(top) },
});
// A top folder is entered by its face (index.ts) alone.
const face = (name) => ({
  name: `${name}-by-its-face`,
  comment: `what ${name} offers to other top folders stands in ${name}/index.ts`,
  severity: "error",
  from: { path: "^(contracts|suites|runner|reports|docker)/", pathNot: [top(name), tests] },
  to: { path: top(name), pathNot: `^${name}/index\\.ts$` },
});
module.exports = {
  forbidden: [
    only("contracts", []),
    only("docker", ["contracts"]),
    only("suites", ["contracts", "docker"]),
    only("reports", ["contracts"]),
    only("runner", ["contracts", "suites", "reports", "docker"]),
    ...["suites", "runner", "reports"].map(face),
    {
      name: "contracts-by-its-face",
      comment:
        "what contracts offers stands in contracts/index.ts (portable.ts: in a browser too); the shop is written against its contracts' source and clients",
      severity: "error",
      from: { path: "^(suites|runner|reports|docker)/", pathNot: tests },
      to: { path: "^contracts/", pathNot: "^contracts/(index\\.ts$|portable\\.ts$|errors\\.ts$|source/|client/)" },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "declared-dependencies",
      comment: "what ships imports only what package.json lists under dependencies or peerDependencies",
      severity: "error",
      from: { path: "^(index\\.ts|contracts|suites|runner|reports|docker)", pathNot: tests },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["npm-peer", "type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|reports/out|suites/benchmarks)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
