type Environment = Readonly<Record<string, string | undefined>>;

// These would send Helm to another cluster or namespace than the plan shows, or make it print manifests.
const redirects = /^HELM_(KUBE|NAMESPACE$|DEBUG$)/;

/** What Helm needs of an environment: all that a kubeconfig's login programs may read, nothing that redirects Helm. */
export function helmEnvironment(environment: Environment): Record<string, string> {
  const kept = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !redirects.test(entry[0]),
  );
  return Object.fromEntries(kept);
}
