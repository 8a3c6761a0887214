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
    fix: 'kubectl get pods --namespace iamra-system',
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
    fix: 'mend what the message names, or give it more time with --timeout, and run the command again',
  },
  IAMRA165: {
    title: 'A namespace is being removed and does not end.',
    exit: exitCode.timedOut,
    fix: 'kubectl describe namespace, for the one that the message names',
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
  IAMRA170: {
    title: 'The role is not in iamra.yaml, or was not made yet.',
    exit: exitCode.usage,
    fix: 'iamra init --role NAME --service-account NAMESPACE/NAME',
  },
  IAMRA171: {
    title: 'The role does not trust the ServiceAccount.',
    exit: exitCode.refused,
    fix: 'iamra init --role NAME --service-account NAMESPACE/NAME',
  },
  IAMRA172: {
    title: 'There is no such workload or ServiceAccount.',
    exit: exitCode.usage,
    fix: 'name the namespace with --namespace, the cluster with --context',
  },
  IAMRA173: {
    title: 'The pod template of a Job that was started cannot be changed.',
    exit: exitCode.refused,
    fix: 'annotate the pod template in the manifest, delete the Job and create it again',
  },
  IAMRA174: {
    title: 'The rollout of the workload failed.',
    exit: exitCode.refused,
    fix: 'iamra doctor, or iamra unannotate to go back',
  },
  IAMRA175: {
    title: 'The rollout of the workload did not end in time.',
    exit: exitCode.timedOut,
    fix: 'iamra doctor, or run the command again to wait longer',
  },
  IAMRA176: {
    title: 'The certificate was not issued in time.',
    exit: exitCode.timedOut,
    fix: 'kubectl describe certificates, in the namespace of the workload',
  },
  IAMRA177: {
    title: 'A GitOps tool manages the object, and would undo a change made by hand.',
    exit: exitCode.usage,
    fix: 'commit the patch that the message shows, or give --yes to change the object all the same',
  },
  IAMRA178: {
    title: 'iamra is not installed in the cluster.',
    exit: exitCode.environment,
    fix: 'iamra install, or name the right cluster with --context',
  },
  IAMRA179: {
    title: 'The cluster makes other identities than those that the role trusts.',
    exit: exitCode.environment,
    fix: 'name the cluster of iamra.yaml with --context, or the iamra.yaml of this cluster with --config',
  },
  IAMRA180: {
    title: 'The ServiceAccount “default” is that of every pod that names none.',
    exit: exitCode.ok,
    fix: 'give the workload a ServiceAccount of its own',
  },
  IAMRA181: {
    title: 'The webhook would leave the pods alone.',
    exit: exitCode.refused,
    fix: "take the namespace off the installation's excluded namespaces, or move the workload",
  },
  IAMRA182: {
    title: 'The installation has another trust anchor than iamra.yaml.',
    exit: exitCode.ok,
    fix: 'check --context and --config; if they are right, nothing is wrong',
  },
  IAMRA183: {
    title: 'The ServiceAccount is annotated as well as the workload was.',
    exit: exitCode.ok,
    fix: 'iamra unannotate serviceaccount NAME',
  },
  IAMRA184: {
    title: 'The pod template holds the agent: it was written by iamra inject.',
    exit: exitCode.ok,
    fix: 'apply the manifest as it was before iamra inject',
  },
  IAMRA185: {
    title: 'The settings of the installation cannot be read.',
    exit: exitCode.environment,
    fix: 'iamra install, which writes them again',
  },
} as const satisfies Record<string, CatalogueEntry>;
