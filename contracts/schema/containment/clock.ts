/** The processor time of this process in milliseconds: other work of the machine then does not change an answer. */
export function processorMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
