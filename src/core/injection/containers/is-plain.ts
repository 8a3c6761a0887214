import type { Container } from '../pod/pod.ts';

/** Send what goes to the agent to a proxy, unless told otherwise. */
export const proxyVariables: readonly string[] = ['HTTP_PROXY', 'http_proxy'];

/**
 * Says whether nothing in a container's environment has to do with AWS or with a proxy: it lacks every
 * variable of ours and calls for no warning. So it is with nearly all of them.
 */
export function isPlain({ env, envFrom }: Container): boolean {
  if ((envFrom?.length ?? 0) > 0) return false;
  for (const { name } of env ?? []) {
    if (name.startsWith('AWS_') || proxyVariables.includes(name)) return false;
  }
  return true;
}
