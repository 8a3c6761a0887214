/** Names that fit the trust domain of a SPIFFE ID. */
export const clusterNamePattern = /^[a-z0-9.-]{1,63}$/;

export function isClusterName(text: string): boolean {
  return clusterNamePattern.test(text);
}
