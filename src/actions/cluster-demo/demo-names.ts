/** Of the namespace, and who manages it. */
export const demoNamespace = 'iamra-demo';

/** Of the Deployment, its ServiceAccount, its ConfigMap, its container, and its role in AWS. */
export const workloadName = 'hello-world';

/** The cluster in the identities. */
export const clusterName = 'demo';

/** Of iamra itself, as `install` has it where nothing else is said. */
export const systemNamespace = 'iamra-system';

export const managedByLabel = 'app.kubernetes.io/managed-by';
