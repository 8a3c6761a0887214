const goneNames = /^(NoSuchEntity(Exception)?|ResourceNotFoundException)$/;

/** Deletes what may be gone already: an earlier run that was cut off, or somebody else, did it. */
export async function unlessGone(deletion: () => Promise<void>): Promise<void> {
  try {
    await deletion();
  } catch (error) {
    if (!goneNames.test(causeName(error))) throw error;
  }
}

/** What AWS calls the fault behind an IamraError. */
export function causeName(error: unknown): string {
  const cause = (error as { cause?: { name?: unknown } | undefined }).cause;
  return typeof cause?.name === 'string' ? cause.name : '';
}
