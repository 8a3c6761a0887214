export type Tags = Readonly<Record<string, string>>;

export const clusterTag = 'iamra.dev/cluster';

/** What everything that iamra makes in AWS carries. */
export function ownershipTags(cluster: string): Tags {
  return { [clusterTag]: cluster, 'iamra.dev/managed-by': 'iamra' };
}

/** Says whether iamra made a thing for this cluster. */
export function isOwnedBy(tags: Tags, cluster: string): boolean {
  return tags[clusterTag] === cluster;
}
