/**
 * Milliseconds of processor time that this process has used since: for bounds on how much work something is, which a machine that
 * does other things as well does not change.
 */
export function startCpuTime(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000;
  };
}
