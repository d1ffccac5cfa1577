/** One figure for Prometheus. */
export interface Metric {
  name: string;
  type: 'counter' | 'gauge';
  help: string;
  value: number;
}

export const metricsType = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/** The figures as OpenMetrics text (1.0, §4): a counter's sample has `_total` behind its name. */
export function metricsText(prefix: string, metrics: readonly Metric[]): string {
  const lines = metrics.flatMap(({ name, type, help, value }) => [
    `# TYPE ${prefix}${name} ${type}`,
    `# HELP ${prefix}${name} ${help}`,
    `${prefix}${name}${type === 'counter' ? '_total' : ''} ${value.toFixed(1)}`,
  ]);
  return `${lines.join('\n')}\n# EOF\n`;
}
