/** The user of our image and of AWS's; any but root will do where the platform gives one. */
const sidecarUser = 65_532;

/** All that the Pod Security Standard “restricted” demands of a container, whatever the pod says. */
export function restrictedSecurityContext(platformChoosesUser: boolean): object {
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    ...(platformChoosesUser ? {} : { runAsUser: sidecarUser }),
    seccompProfile: { type: 'RuntimeDefault' },
  };
}
