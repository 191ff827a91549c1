/**
 * Calls `stop` once, on SIGTERM, SIGINT, or when the channel to the parent process ends, whichever comes first: a parent
 * that was killed leaves nothing running. Afterwards nothing holds the process any more.
 */
export function onceStopped(stop: (reason: string) => Promise<void>): void {
  let isStopping = false;
  const stopOnce = async (reason: string) => {
    if (isStopping) return;
    isStopping = true;
    await stop(reason);
    if (process.connected) process.disconnect();
  };
  for (const event of ["SIGTERM", "SIGINT", "disconnect"] as const) process.on(event, () => void stopOnce(event));
  // The parent may have ended before anybody listened; a process without such a channel has undefined here.
  if (process.connected === false) void stopOnce("disconnect");
}
