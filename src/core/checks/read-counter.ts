/** The sum of a counter's samples that have these labels, in Prometheus's text format; 0 where there are none. */
export function readCounter(
  text: string,
  name: string,
  labels: Readonly<Record<string, string>>,
): number {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`))
    .map((line) => line.slice(name.length + 1).split('} '))
    .filter(([held = '']) => wanted.every((label) => held.split(',').includes(label)))
    .reduce((sum, [, value]) => sum + Number(value), 0);
}
