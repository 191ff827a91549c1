import type { Socket } from "node:net";
import type { Direction, WideArea } from "./wide-area.ts";

/** Bytes of one connection that may be under way; then the sender has to wait, as with TCP's window. */
const windowBytes = 1024 * 1024;

/**
 * Carries what `source` sends to `sink`, in order, each byte after the direction's delay and none while it is cut. The end of
 * the connection travels like its bytes: whoever is cut off does not learn it. The function returned ends all of it.
 */
export function carry(wideArea: WideArea, direction: Direction, source: Socket, sink: Socket): () => void {
  const delay = wideArea.delayMilliseconds(direction);
  const underWay: { readonly due: number; readonly bytes: number; deliver(): void }[] = [];
  let bytesUnderWay = 0;
  let timer: NodeJS.Timeout | undefined;

  const send = (bytes: number, deliver: () => void) => {
    underWay.push({ due: performance.now() + delay, bytes, deliver });
    bytesUnderWay += bytes;
    if (bytesUnderWay > windowBytes) source.pause();
    if (underWay.length === 1) pump();
  };
  const pump = () => {
    clearTimeout(timer);
    while (underWay[0] !== undefined && !wideArea.isCut(direction)) {
      const wait = underWay[0].due - performance.now();
      if (wait > 0) {
        timer = setTimeout(pump, Math.ceil(wait));
        return;
      }
      const { bytes, deliver } = underWay[0];
      underWay.shift();
      bytesUnderWay -= bytes;
      deliver();
      if (bytesUnderWay <= windowBytes && source.isPaused()) source.resume();
    }
  };
  const forget = wideArea.onHeal(pump);

  source.on("data", (chunk: Buffer) => send(chunk.length, () => void sink.write(chunk)));
  source.on("end", () => send(0, () => void sink.end()));
  source.on("close", () => send(0, () => sink.destroySoon()));
  source.resume();
  return () => {
    forget();
    clearTimeout(timer);
    underWay.length = 0;
  };
}
