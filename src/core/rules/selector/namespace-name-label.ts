/** What the API server sets on each namespace, so that it is known where no other label is. */
export const namespaceNameLabel = 'kubernetes.io/metadata.name';
