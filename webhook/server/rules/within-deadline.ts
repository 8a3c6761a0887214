/**
 * Whether something happens in time.
 * @param deadline of performance.now()
 */
export async function withinDeadline(event: Promise<unknown>, deadline: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, Math.max(0, deadline - performance.now()), false);
  const happened = event.then(() => true);
  try {
    return await Promise.race([happened, promise]);
  } finally {
    clearTimeout(timer);
  }
}
