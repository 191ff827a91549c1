import { createConnection } from "node:net";

/** Sends bytes to an address; gives the first answer, or how the connection ended: `end`, or the error's code. */
export async function exchange(
  address: { readonly host: string; readonly port: number },
  bytes: Buffer,
): Promise<string> {
  return new Promise((resolve) => {
    const socket = createConnection(address.port, address.host, () => socket.write(bytes));
    const settle = (text: string) => {
      socket.destroy();
      resolve(text);
    };
    socket.on("data", (piece) => settle(piece.toString("latin1")));
    socket.on("end", () => settle("end"));
    socket.on("error", (error: NodeJS.ErrnoException) => settle(String(error.code)));
  });
}
