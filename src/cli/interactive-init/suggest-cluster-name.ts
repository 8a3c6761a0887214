const longest = 63;

/**
 * A name for the cluster, from that of its context: `kind-home`, `admin@home`,
 * `arn:aws:eks:eu-west-1:123456789012:cluster/home` and `gke_project_zone_home` all mean `home`.
 */
export function suggestClusterName(context: string | undefined): string {
  const last = (context ?? '').split(/[/@_]/).at(-1) ?? '';
  const name = last
    .toLowerCase()
    .replace(/^(kind|k3d)-/, '')
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, longest)
    .replace(/[.-]+$/, '');
  return name === '' || name === 'default' || name === 'kubernetes' ? 'home' : name;
}
