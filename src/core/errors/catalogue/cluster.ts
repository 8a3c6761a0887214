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
    title: 'No cert-manager is installed.',
    exit: exitCode.environment,
    fix: 'helm install cert-manager oci://quay.io/jetstack/charts/cert-manager --namespace cert-manager --create-namespace --set crds.enabled=true',
  },
  IAMRA112: {
    title: 'The controller of cert-manager does not run.',
    exit: exitCode.environment,
    fix: 'kubectl get pods --all-namespaces --selector app.kubernetes.io/name=cert-manager',
  },
  IAMRA113: {
    title: 'The cainjector of cert-manager does not work: API servers could not trust the webhook.',
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
  IAMRA117: {
    title:
      'An issuer of an earlier configuration is there, which no identity policy holds any more.',
    exit: exitCode.environment,
    fix: 'kubectl delete clusterissuer with the name in the message',
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
  IAMRA124: {
    title: 'The webhook of iamra is not configured in the cluster.',
    exit: exitCode.refused,
    fix: 'iamra install',
  },
  IAMRA125: {
    title: 'No process of the webhook is ready.',
    exit: exitCode.refused,
    fix: 'kubectl get deployments,pods --namespace iamra-system',
  },
  IAMRA126: {
    title: 'The API server does not trust the certificate that the webhook serves.',
    exit: exitCode.refused,
    fix: 'kubectl get certificates --namespace iamra-system',
  },
  IAMRA127: {
    title: 'The API server does not reach the webhook.',
    exit: exitCode.refused,
    fix: 'allow TCP from the control plane to the port of the webhook (10250), and look at its pods',
  },
  IAMRA128: {
    title: 'A pod that asks for credentials came back without the agent.',
    exit: exitCode.refused,
    fix: 'iamra install',
  },
  IAMRA129: {
    title: 'Something takes restartPolicy Always off the agent: pods would hang.',
    exit: exitCode.refused,
    fix: 'kubectl get mutatingwebhookconfigurations, and update the webhook that removes the field',
  },
  IAMRA130: {
    title: 'A pod that asks for credentials was refused.',
    exit: exitCode.refused,
    fix: 'follow the message, or try another namespace with --namespace',
  },
  IAMRA131: {
    title: 'An admission policy of iamra is missing or not in force.',
    exit: exitCode.refused,
    fix: 'iamra install',
  },
  IAMRA132: {
    title: 'Pods that ask for credentials run without the agent.',
    exit: exitCode.refused,
    fix: 'restart the workload: kubectl rollout restart',
  },
  IAMRA133: {
    title: 'The Certificate of a ServiceAccount is missing or not ready.',
    exit: exitCode.refused,
    fix: 'kubectl describe certificate, in the namespace that the message names',
  },
  IAMRA134: {
    title: 'A certificate is not renewed in time.',
    exit: exitCode.refused,
    fix: 'kubectl logs --namespace cert-manager deployment/cert-manager',
  },
  IAMRA135: {
    title:
      'The Secret with the certificate of a ServiceAccount is missing or holds another identity.',
    exit: exitCode.refused,
    fix: 'kubectl describe certificate, in the namespace that the message names',
  },
  IAMRA136: {
    title: 'A Certificate of the workload issuer has an identity that is not its own.',
    exit: exitCode.refused,
    fix: 'kubectl delete certificate, and find out who made it',
  },
  IAMRA137: {
    title: 'The TLS certificate of the webhook cannot be used.',
    exit: exitCode.refused,
    fix: 'kubectl describe certificates --namespace iamra-system',
  },
  IAMRA138: {
    title: 'A question of iamra doctor got no answer in time.',
    exit: exitCode.timedOut,
    fix: 'run it again, or leave the check out with --skip',
  },
  IAMRA140: {
    title: 'Workloads wait before they try again to make pods that were refused.',
    exit: exitCode.refused,
    fix: 'iamra doctor --fix',
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
} as const satisfies Record<string, CatalogueEntry>;
