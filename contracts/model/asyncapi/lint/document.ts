import { valid } from "semver";
import { pointer as join } from "../../pointer.ts";
import type { MessageRule } from "./subject.ts";

const semanticVersion: MessageRule = {
  id: "semantic-version",
  severity: "warning",
  statement: "info.version is a semantic version, so that ranges of it can be asked for",
  *find({ contract: { version } }) {
    if (valid(version) !== null) return;
    yield { pointer: "/info/version", message: `"${version}" is no semantic version; write one, as 1.0.0.` };
  },
};

const extensionPlace: MessageRule = {
  id: "extension-place",
  severity: "error",
  statement: "x-tercet stands at the root, in operations and in messages; elsewhere nobody reads it",
  *find({ nodes }) {
    const places = new Set(["asyncDocument", "messageOperation", "operationTrait", "message", "messageTrait"]);
    for (const { kind, node, pointer } of nodes) {
      if (places.has(kind) || !Object.hasOwn(node, "x-tercet")) continue;
      const message = "x-tercet has no meaning here; move it to the root, an operation or a message.";
      yield { pointer: `${pointer}/x-tercet`, message };
    }
  },
};

const channelUsed: MessageRule = {
  id: "channel-used",
  severity: "warning",
  statement: "an operation says of every channel whether the service sends to it or receives from it",
  *find({ contract: { operations }, channels }) {
    const used = new Set(operations.flatMap(({ channel, reply }) => [channel.pointer, reply?.channel?.pointer]));
    for (const { id, pointer } of channels) {
      if (used.has(pointer)) continue;
      yield {
        pointer,
        message: `No operation uses the channel ${id}; add one with "send" or "receive", or remove it.`,
      };
    }
  },
};

const channelParameters: MessageRule = {
  id: "channel-parameter",
  severity: "error",
  statement: "the parameters of a channel are those in its address",
  *find({ channels }) {
    for (const { address, parameters, pointer } of channels) {
      const used = new Set([...(address ?? "").matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name as string));
      for (const parameter of parameters) {
        if (used.has(parameter.name)) continue;
        const message = `The address has no {${parameter.name}}; put it there, or remove the parameter.`;
        yield { pointer: pointer + join("parameters", parameter.name), message };
      }
      for (const name of used) {
        if (parameters.some((parameter) => parameter.name === name)) continue;
        yield { pointer, message: `The address has {${name}}, which "parameters" does not describe; add it.` };
      }
    }
  },
};

const channelServers: MessageRule = {
  id: "channel-server",
  severity: "error",
  statement: "the servers of a channel are servers of the document",
  *find({ contract, channels }) {
    const known = new Set(contract.servers.map(({ name }) => name));
    for (const { id, servers, pointer } of channels) {
      for (const name of servers) {
        if (known.has(name)) continue;
        yield {
          pointer: `${pointer}/servers`,
          message: `The channel ${id} names "${name}", which is no server; correct it.`,
        };
      }
    }
  },
};

export const documentRules: readonly MessageRule[] = [
  semanticVersion,
  extensionPlace,
  channelUsed,
  channelParameters,
  channelServers,
];
