import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 1xx: the Kubernetes cluster. */
export const clusterCatalogue = {
  IAMRA101: {
    title: 'The Kubernetes cluster cannot be reached.',
    exit: exitCode.environment,
    fix: 'kubectl config current-context && kubectl get nodes',
  },
  IAMRA102: {
    title: 'The process has no access to a Kubernetes API.',
    exit: exitCode.environment,
    fix: 'mount the token of a ServiceAccount, or name a kubeconfig in KUBECONFIG',
  },
  IAMRA103: {
    title: 'The cluster could not be looked at.',
    exit: exitCode.environment,
    fix: 'grant the right that the message names, then run it again',
  },
  IAMRA104: {
    title: 'The configuration of the identity controller or of the preflight is not valid.',
    exit: exitCode.environment,
    fix: 'correct the environment variable that the message names',
  },
  IAMRA110: {
    title: 'The Kubernetes release is too old.',
    exit: exitCode.environment,
    fix: 'upgrade the cluster to Kubernetes 1.30 or later',
  },
  IAMRA111: {
    title: 'cert-manager is not installed.',
    exit: exitCode.environment,
    fix: 'helm install cert-manager oci://quay.io/jetstack/charts/cert-manager --namespace cert-manager --create-namespace --set crds.enabled=true',
  },
  IAMRA112: {
    title: 'cert-manager does not run.',
    exit: exitCode.environment,
    fix: 'kubectl get pods --all-namespaces --selector app.kubernetes.io/name=cert-manager',
  },
  IAMRA113: {
    title: "cert-manager's cainjector does not work: API servers could not trust the webhook.",
    exit: exitCode.environment,
    fix: 'kubectl get pods --all-namespaces --selector app.kubernetes.io/name=cainjector',
  },
  IAMRA114: {
    title: 'An issuer of cert-manager does not exist.',
    exit: exitCode.environment,
    fix: 'create the issuer, or name another one in the values of the chart',
  },
  IAMRA115: {
    title: 'An issuer of cert-manager is not ready.',
    exit: exitCode.environment,
    fix: 'kubectl describe the issuer that the message names',
  },
  IAMRA116: {
    title: 'The Secret with the workload CA cannot be used.',
    exit: exitCode.environment,
    fix: 'run iamra init with the cluster: it stores the CA, or set workloadIssuer.ca to selfSigned',
  },
  IAMRA121: {
    title: 'The Secret for the certificate of a ServiceAccount exists and is not from iamra.',
    exit: exitCode.refused,
    fix: 'rename or delete the Secret, or name it in the annotation iamra.dev/certificate if it holds the certificate',
  },
  IAMRA122: {
    title: 'The Certificate of a ServiceAccount exists and is not from iamra.',
    exit: exitCode.refused,
    fix: 'rename or delete the Certificate',
  },
  IAMRA123: {
    title: 'The identity of a ServiceAccount is longer than AWS keeps.',
    exit: exitCode.refused,
    fix: 'use a shorter name for the ServiceAccount or the namespace',
  },
  IAMRA150: {
    title: 'The kubeconfig cannot be used.',
    exit: exitCode.environment,
    fix: 'kubectl config get-contexts, then name one with --context',
  },
  IAMRA151: {
    title: 'Kubernetes refused the call.',
    exit: exitCode.refused,
    fix: 'use a context with the rights that the message names',
  },
  IAMRA160: {
    title: 'Helm cannot be run.',
    exit: exitCode.environment,
    fix: 'install Helm 3.14 or later (https://helm.sh/docs/intro/install), or name it with --helm-binary',
  },
  IAMRA161: {
    title: 'Helm is too old.',
    exit: exitCode.environment,
    fix: 'install Helm 3.14 or later, or name another one with --helm-binary',
  },
  IAMRA162: {
    title: 'An earlier run of Helm did not end.',
    exit: exitCode.environment,
    fix: 'helm rollback iamra-injector --namespace iamra-system',
  },
  IAMRA163: {
    title: 'Helm failed.',
    exit: exitCode.refused,
    fix: 'mend what Helm names and run the command again',
  },
  IAMRA164: {
    title: 'What Helm installed was not ready in time; Helm took it back.',
    exit: exitCode.timedOut,
    fix: 'kubectl get events --namespace iamra-system, then run the command again with a longer --timeout',
  },
  IAMRA165: {
    title: 'The CA of the cluster is not in the trust anchor.',
    exit: exitCode.environment,
    fix: 'restore the Secret iamra-workload-ca, or make a trust anchor for the CA that is there',
  },
  IAMRA166: {
    title: 'A Secret of that name exists and was not made by iamra.',
    exit: exitCode.refused,
    fix: 'rename or remove the Secret, or keep the CA in a file with --ca-key-file',
  },
  IAMRA167: {
    title: 'The AWS side is not set up.',
    exit: exitCode.usage,
    fix: 'iamra init',
  },
  IAMRA168: {
    title: 'The kubeconfig may not do what is needed.',
    exit: exitCode.refused,
    fix: 'use a context of a cluster administrator, with --context',
  },
  IAMRA169: {
    title: 'Workloads still get their credentials from iamra.',
    exit: exitCode.refused,
    fix: 'iamra unannotate each of them first, or insist with --force',
  },
} as const satisfies Record<string, CatalogueEntry>;
