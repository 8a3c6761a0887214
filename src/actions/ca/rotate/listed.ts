const shown = 3;

/** The first few names, and how many more there are. */
export function listed(names: readonly string[]): string {
  const more = names.length - shown;
  const first = names.slice(0, shown).join(', ');
  return more > 0 ? `${first} and ${more} more` : first;
}
