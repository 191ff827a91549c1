import type { Socket } from "node:net";

/** Resets a connection (RFC 9293 §3.5.2); one that is not established, or was ended from here, is given up. */
export function resetSocket(socket: Socket): void {
  if (socket.destroyed) return;
  // Until a connection is established, Node.js would wait with the reset. After its end was sent, libuv refuses the reset,
  // and the socket would never be closed.
  if (socket.pending || socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
