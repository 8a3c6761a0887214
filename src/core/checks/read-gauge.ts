/** The value of a gauge without labels in Prometheus's text format; undefined where there is none. */
export function readGauge(text: string, name: string): number | undefined {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
  const value = Number(line?.slice(name.length + 1).split(' ')[0]);
  return line === undefined || Number.isNaN(value) ? undefined : value;
}
