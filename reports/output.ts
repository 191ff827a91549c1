/** A stream that may go away (`tercet … | head`): what is written after that is dropped, and nothing crashes. */
export interface Output {
  write(text: string): void;
  /** Waits until all is written. */
  close(): Promise<void>;
}

/** Opens an output on a stream that goes on to belong to the caller: it is not ended. */
export function openOutput(stream: NodeJS.WritableStream): Output {
  let broken = false;
  const onError = () => {
    broken = true;
  };
  stream.on("error", onError);
  return {
    write(text) {
      if (!broken) stream.write(text);
    },
    async close() {
      if (!broken) await new Promise<void>((resolve) => stream.write("", () => resolve()));
      stream.off("error", onError);
    },
  };
}
