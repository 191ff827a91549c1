// What consumer tests in Node import from "tercet/consumer": what runs in a browser, and files, sockets, the catalog.
export { findContract, loadContract } from "../../contracts/index.ts";
export * from "./browser.ts";
export { createRecorder, type Recorder, type RecorderOptions } from "./recorder/recorder.ts";
export { type MockServer, type MockServerOptions, startMockServer } from "./server/start.ts";
export { demoIdentity, type ServerIdentity } from "./server/tls.ts";
