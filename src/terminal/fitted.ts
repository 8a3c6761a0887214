const usualColumns = 80;

/** A line cut to the width of a terminal: what is wrapped cannot be drawn over. */
export function fitted(
  line: string,
  { columns = usualColumns }: { readonly columns?: number },
  taken = 0,
): string {
  const room = Math.max(columns - taken - 1, 1);
  return line.length <= room ? line : `${line.slice(0, room - 1)}…`;
}
