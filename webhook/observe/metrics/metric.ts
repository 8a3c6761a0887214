/** Something that /metrics shows, in the Prometheus text format. */
export interface Metric {
  /** Its lines, HELP and TYPE included, without the last line break. */
  render(): string;
}

export interface MetricDescription {
  readonly name: string;
  readonly help: string;
}

/** The two lines that stand before the samples. */
export function heading({ name, help }: MetricDescription, type: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}`;
}

/** A label as a sample shows it; quotes, backslashes and line breaks escaped. */
export function label(name: string, value: string): string {
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`);
  return `${name}="${escaped}"`;
}

/** All metrics as one page. */
export function renderMetrics(metrics: readonly Metric[]): string {
  return `${metrics.map((metric) => metric.render()).join('\n')}\n`;
}
