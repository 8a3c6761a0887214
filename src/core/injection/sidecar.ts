/** Who gives a pod its credentials: iamra's agent, or AWS's own signing helper in its place. */
export type Sidecar = (typeof sidecars)[number];

export const sidecars = ['agent', 'aws-signing-helper'] as const;
