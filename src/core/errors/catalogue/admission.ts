import type { CatalogueEntry } from '../catalogue-entry.ts';
import { exitCode } from '../exit-code.ts';

/** 3xx: admission of pods: 301 to 319 refuse a pod, 320 and up warn. */
export const admissionCatalogue = {
  IAMRA301: {
    title: 'An annotation under iamra.dev/ is not one that iamra knows.',
    exit: exitCode.usage,
    fix: 'correct the key; docs/annotations.md lists them',
  },
  IAMRA302: {
    title: 'The value of an annotation is not allowed.',
    exit: exitCode.usage,
    fix: 'correct the value; docs/annotations.md tells what is allowed',
  },
  IAMRA303: {
    title: 'Annotations contradict one another.',
    exit: exitCode.usage,
    fix: 'make them agree, or remove one of them',
  },
  IAMRA304: {
    title: 'The pod asks for credentials, but a setting that they need is missing.',
    exit: exitCode.usage,
    fix: 'annotate the pod template or its ServiceAccount',
  },
  IAMRA305: {
    title: 'A pod on the host network would share the agent with the whole node.',
    exit: exitCode.refused,
    fix: 'remove hostNetwork from the pod, or annotate it with iamra.dev/inject: "false"',
  },
  IAMRA306: {
    title: 'The agent does not run on Windows.',
    exit: exitCode.refused,
    fix: 'annotate the pod with iamra.dev/inject: "false"',
  },
  IAMRA307: {
    title: 'A container declares a port of the agent.',
    exit: exitCode.refused,
    fix: "change the container's port, or the agent's ports in the installation's settings",
  },
  IAMRA308: {
    title: 'A name or path that the agent needs is taken in the pod.',
    exit: exitCode.refused,
    fix: 'rename the container or volume, or mount it elsewhere',
  },
  IAMRA309: {
    title: "AWS's signing helper cannot do what is asked of it.",
    exit: exitCode.usage,
    fix: 'set iamra.dev/sidecar to agent, or remove what the message names',
  },
  IAMRA310: {
    title: 'The object is not a pod that Kubernetes would take.',
    exit: exitCode.usage,
    fix: 'correct the field that the message names',
  },
  IAMRA311: {
    title: 'The manifest cannot be edited in place.',
    exit: exitCode.usage,
    fix: 'write out the YAML aliases and merge keys of this workload',
  },
  IAMRA312: {
    title: 'The pod asks for credentials, but the webhook has not added the agent.',
    exit: exitCode.refused,
    fix: 'iamra doctor: it tells why the webhook does not work',
  },
  IAMRA313: {
    title: 'Another webhook has taken restartPolicy off the agent: the pod would never start.',
    exit: exitCode.refused,
    fix: 'update that webhook, one of: kubectl get mutatingwebhookconfigurations',
  },
  IAMRA314: {
    title: "A Certificate of the workload issuer asks for more than its namespace's identity.",
    exit: exitCode.refused,
    fix: 'leave it to iamra, which makes the Certificate of each annotated ServiceAccount',
  },
  IAMRA315: {
    title: 'A CertificateRequest for the workload issuer is not one that cert-manager made.',
    exit: exitCode.refused,
    fix: 'annotate a ServiceAccount, and let iamra make its Certificate',
  },
  IAMRA316: {
    title: 'A CertificateSigningRequest asks the workload issuer.',
    exit: exitCode.refused,
    fix: 'annotate a ServiceAccount, and let iamra make its Certificate',
  },
  IAMRA321: {
    title: 'A container sets a variable itself; iamra leaves it as it is.',
    exit: exitCode.ok,
    fix: 'remove the variable from the container, unless it is meant',
  },
  IAMRA322: {
    title: 'A variable of the container makes AWS SDKs look elsewhere for credentials first.',
    exit: exitCode.ok,
    fix: 'remove the variable from the container',
  },
  IAMRA323: {
    title: 'A container takes variables from envFrom; the injected ones win over those.',
    exit: exitCode.ok,
    fix: 'remove them from the ConfigMap or Secret; set iamra.dev/region for the region',
  },
  IAMRA324: {
    title: 'A container uses an HTTP proxy, and 127.0.0.1 is not known to be exempt.',
    exit: exitCode.ok,
    fix: 'add 127.0.0.1 to NO_PROXY and no_proxy of the container',
  },
  IAMRA325: {
    title: 'The containers share their process namespace: each can read the key of the agent.',
    exit: exitCode.ok,
    fix: 'remove shareProcessNamespace, unless all containers may hold the identity of the pod',
  },
  IAMRA326: {
    title: 'An annotation names a container that the pod does not have.',
    exit: exitCode.ok,
    fix: "use the names of the pod's containers and init containers",
  },
  IAMRA327: {
    title: 'The pod asks for credentials, but its namespace is excluded from injection.',
    exit: exitCode.ok,
    fix: "move the workload, or take the namespace off the installation's excluded namespaces",
  },
  IAMRA328: {
    title: 'The ServiceAccount of the pod could not be read: only what the pod itself says counts.',
    exit: exitCode.ok,
    fix: 'create the pod again once the API server answers, or annotate the pod template itself',
  },
} as const satisfies Record<string, CatalogueEntry>;
