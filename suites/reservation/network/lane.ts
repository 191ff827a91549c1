import type { Socket } from "node:net";
import { resetSocket } from "./reset-socket.ts";

const mostDelayedBytes = 16 * 1024 * 1024;

/** One direction of a connection: carries bytes, and the end of a stream, in order, maybe later, maybe not at all. */
export interface Lane {
  pass(bytes: Buffer): void;
  /** The source has ended. */
  end(): void;
  /** The source was reset. */
  reset(): void;
  /** True when what is given now is swallowed; the lane is then lost. */
  swallows(): boolean;
  /** Something was swallowed, so that nothing that comes later can be passed. */
  readonly isLost: boolean;
  /** From now on, everything is swallowed. */
  lose(): void;
  /** Forgets what is under way. */
  close(): void;
}

/** What the lanes of a proxy are subject to at this moment. */
export interface LaneConditions {
  isSilent(): boolean;
  latencyMilliseconds(): number;
}

/** A lane from one socket to another. It reads no faster than the target takes, except for what is delayed. */
export function createLane(source: Socket, target: Socket, conditions: LaneConditions): Lane {
  const delayed: { readonly due: number; readonly bytes: number; deliver(): void }[] = [];
  let delayedBytes = 0;
  let lastDue = 0;
  let timer: NodeJS.Timeout | undefined;
  let isLost = false;

  const swallows = () => {
    isLost ||= conditions.isSilent();
    return isLost;
  };
  const flow = () => {
    if (delayedBytes > mostDelayedBytes || target.writableNeedDrain) source.pause();
    else source.resume();
  };
  target.on("drain", flow);

  const deliverDue = () => {
    timer = undefined;
    for (let first = delayed[0]; first !== undefined; first = delayed[0]) {
      const wait = first.due - performance.now();
      if (wait > 0) {
        timer = setTimeout(deliverDue, wait);
        break;
      }
      delayed.shift();
      delayedBytes -= first.bytes;
      if (!swallows()) first.deliver();
    }
    flow();
  };
  const carry = (bytes: number, deliver: () => void) => {
    if (swallows()) return;
    const latency = conditions.latencyMilliseconds();
    if (latency === 0 && delayed.length === 0) {
      deliver();
      flow();
      return;
    }
    // Order is kept: nothing overtakes what was given before.
    lastDue = Math.max(lastDue, performance.now() + latency);
    delayed.push({ due: lastDue, bytes, deliver });
    delayedBytes += bytes;
    timer ??= setTimeout(deliverDue, latency);
    flow();
  };

  return {
    pass: (bytes) => {
      if (bytes.length === 0) return;
      carry(bytes.length, () => {
        if (target.writable) target.write(bytes);
      });
    },
    end: () => carry(0, () => target.end()),
    reset: () => carry(0, () => resetSocket(target)),
    swallows,
    get isLost() {
      return isLost;
    },
    lose() {
      isLost = true;
      source.resume();
    },
    close() {
      clearTimeout(timer);
      delayed.length = 0;
      target.off("drain", flow);
    },
  };
}
