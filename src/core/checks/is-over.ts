/** Whether a pod has ended for good: nothing of it runs any more. */
export function isOver({
  status,
}: {
  readonly status?: { readonly phase?: string } | undefined;
}): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

/** Whether a pod goes on: it is not over, and nobody has deleted it. */
export function isLasting(pod: {
  readonly metadata: { readonly deletionTimestamp?: unknown };
  readonly status?: { readonly phase?: string } | undefined;
}): boolean {
  return pod.metadata.deletionTimestamp === undefined && !isOver(pod);
}
