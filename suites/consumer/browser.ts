// What consumer tests in a browser import from "tercet/consumer": nothing here reaches a Node module.
export { matchers, parseAlone as parseContract } from "../../contracts/portable.ts";
export type { Fault, FaultRule } from "./faults/fault.ts";
export type { MockAnswer, MockRequest } from "./mock/message.ts";
export { createMock, type Mock, type MockedContract, type MockOptions } from "./mock/mock.ts";
export type { Refusal, RefusalRule } from "./mock/refusal.ts";
export { type HandlerOptions, handlersOf } from "./msw/handlers.ts";
export { type Recording, startRecording } from "./recorder/recording.ts";
export type { WantedAnswer } from "./wishes/wish.ts";
export type { Given, Wanted } from "./wishes/wishes.ts";
