/** The description of the roles that iamra makes. */
export function roleDescription(cluster: string): string {
  return `Workloads of cluster ${cluster} through IAM Roles Anywhere`;
}
