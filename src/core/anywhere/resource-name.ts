/** The name of a cluster's trust anchor and Roles Anywhere profile: `[ a-zA-Z0-9-_]` is all that AWS takes. */
export function resourceName(cluster: string): string {
  return `iamra-${cluster.replaceAll('.', '-')}`;
}
