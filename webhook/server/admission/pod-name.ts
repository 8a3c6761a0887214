/** The name of a pod, or what the API server will make its name from; '' where there is neither. */
export function podName(pod: unknown): string {
  const metadata = (pod as Metadata)?.metadata;
  return textOf(metadata?.name) || textOf(metadata?.generateName);
}

type Metadata =
  | { readonly metadata?: { readonly name?: unknown; readonly generateName?: unknown } | null }
  | null
  | undefined;

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
