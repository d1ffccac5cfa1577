let last = { usage: process.cpuUsage(), at: performance.now() };
let stress = 0;

/**
 * The share of one core that this process took since it was last looked at, at least a second ago: 1 is all that
 * one thread can do. Jitsi's videobridge measures the whole machine; here all of the campus shares it.
 */
export function stressOf(): number {
  const at = performance.now();
  if (at - last.at < 900) return stress;
  const { user, system } = process.cpuUsage(last.usage);
  stress = (user + system) / 1000 / (at - last.at);
  last = { usage: process.cpuUsage(), at };
  return stress;
}
