import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 16x to 18x: changes of the cluster: installing by Helm, annotating workloads. */
export const clusterChangesCatalogue = {
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
    fix: 'iamra role add NAME --service-account NAMESPACE/NAME',
  },
  IAMRA171: {
    title: 'The role does not trust the ServiceAccount.',
    exit: exitCode.refused,
    fix: 'iamra role add NAME --service-account NAMESPACE/NAME',
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
    title: 'A GitOps tool manages the object, and may undo a change made by hand.',
    exit: exitCode.usage,
    fix: 'commit the patch that was shown, or change the object all the same with --even-if-managed',
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
  IAMRA186: {
    title: 'The cluster already has what the demo would make.',
    exit: exitCode.refused,
    fix: 'name another cluster with --context',
  },
  IAMRA187: {
    title: 'Pods do not reach the emulator of the demo.',
    exit: exitCode.environment,
    fix: 'name an address of this machine that pods reach with --host, and let them through its firewall',
  },
  IAMRA188: {
    title: 'The workload of the demo did not start.',
    exit: exitCode.environment,
    fix: 'mend what the message names, and run the demo again',
  },
  IAMRA189: {
    title: 'The workload of the demo did not get its role.',
    exit: exitCode.refused,
    fix: 'run the demo again with --keep, then iamra doctor',
  },
} as const satisfies Record<string, CatalogueEntry>;
