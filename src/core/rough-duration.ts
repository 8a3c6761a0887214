const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A span of milliseconds in its one or two largest units, as kubectl shows ages: `45s`, `12m`, `3h20m`, `15h`, `4d`. */
export function roughDuration(milliseconds: number): string {
  const span = Math.abs(milliseconds);
  if (span < 2 * minute) return `${Math.floor(span / second)}s`;
  if (span < 2 * hour) return `${Math.floor(span / minute)}m`;
  if (span < 8 * hour) return withRest(span, [hour, 'h'], [minute, 'm']);
  if (span < 2 * day) return `${Math.floor(span / hour)}h`;
  return span < 8 * day ? withRest(span, [day, 'd'], [hour, 'h']) : `${Math.floor(span / day)}d`;
}

type Unit = readonly [milliseconds: number, letter: string];

function withRest(span: number, [large, letter]: Unit, [small, smallLetter]: Unit): string {
  const rest = Math.floor((span % large) / small);
  return `${Math.floor(span / large)}${letter}${rest === 0 ? '' : `${rest}${smallLetter}`}`;
}
