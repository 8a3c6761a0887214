import { checkResources } from './check-resources.ts';
import type { Report } from './report.ts';
import type { Fields, TypeRules } from './type-rules.ts';
import {
  absolutePath,
  between,
  dnsLabel,
  headerName,
  localPath,
  noStepsBack,
  notNegative,
  oneOf,
  portName,
  portNumber,
  portNumberOrName,
  positive,
} from './value-checks.ts';

const longestSleep = 30;

/** Containers and what they are made of, but for variables and security. */
export const containerRules: Readonly<Record<string, TypeRules>> = {
  Container: {
    required: ['name', 'image'],
    values: {
      name: dnsLabel,
      image: (image) =>
        String(image).trim() === image ? undefined : 'must have no blanks around it',
      imagePullPolicy: oneOf('Always', 'IfNotPresent', 'Never'),
      terminationMessagePolicy: oneOf('File', 'FallbackToLogsOnError'),
    },
    refused: {
      restartPolicyRules: 'needs a Kubernetes that not every cluster has',
    },
    whole: checkProbes,
  },
  ContainerPort: {
    required: ['containerPort'],
    values: {
      name: portName,
      containerPort: portNumber,
      hostPort: (port) => (port === 0 ? undefined : portNumber(port)),
      protocol: oneOf('TCP', 'UDP', 'SCTP'),
    },
    whole: checkHostPort,
  },
  ContainerResizePolicy: {
    required: ['resourceName', 'restartPolicy'],
    values: {
      resourceName: oneOf('cpu', 'memory'),
      restartPolicy: (policy) =>
        policy === 'NotRequired'
          ? undefined
          : 'must be NotRequired: pods that never restart take no other',
    },
  },
  ResourceRequirements: {
    refused: { claims: 'names claims of the pod, which a rule cannot bring' },
    whole: checkResources,
  },
  Lifecycle: {
    refused: { stopSignal: 'is taken only by pods that name their operating system' },
  },
  LifecycleHandler: { exactlyOne: ['exec', 'httpGet', 'sleep', 'tcpSocket'] },
  SleepAction: {
    required: ['seconds'],
    values: {
      seconds: between(
        1,
        longestSleep,
        `must be between 1 and ${longestSleep}, the usual grace period of a pod`,
      ),
    },
  },
  Probe: {
    exactlyOne: ['exec', 'httpGet', 'grpc', 'tcpSocket'],
    values: {
      initialDelaySeconds: notNegative,
      timeoutSeconds: notNegative,
      periodSeconds: notNegative,
      successThreshold: notNegative,
      failureThreshold: notNegative,
      terminationGracePeriodSeconds: positive,
    },
  },
  ExecAction: { required: ['command'] },
  HTTPGetAction: {
    required: ['port'],
    values: { port: portNumberOrName, scheme: oneOf('HTTP', 'HTTPS') },
  },
  HTTPHeader: { required: ['name'], values: { name: headerName } },
  TCPSocketAction: { required: ['port'], values: { port: portNumberOrName } },
  GRPCAction: { required: ['port'], values: { port: portNumber } },
  VolumeMount: {
    required: ['name', 'mountPath'],
    values: {
      mountPath: absolutePath,
      subPath: localPath,
      subPathExpr: localPath,
      mountPropagation: oneOf('None', 'HostToContainer', 'Bidirectional'),
      recursiveReadOnly: oneOf('Disabled', 'IfPossible', 'Enabled'),
    },
    whole: checkMount,
  },
  VolumeDevice: {
    required: ['name', 'devicePath'],
    values: { devicePath: noStepsBack },
  },
};

function checkProbes(container: Fields, report: Report): void {
  for (const name of ['livenessProbe', 'startupProbe']) {
    const threshold = (container[name] as Fields | undefined)?.['successThreshold'] ?? 0;
    // 0 is what the API server makes 1 of.
    if (threshold !== 0 && threshold !== 1) {
      report([name, 'successThreshold'], { code: 'IAMRA343', message: 'must be 1 in this probe' });
    }
  }
  const readiness = container['readinessProbe'] as Fields | undefined;
  if (readiness?.['terminationGracePeriodSeconds'] !== undefined) {
    report(['readinessProbe', 'terminationGracePeriodSeconds'], {
      code: 'IAMRA346',
      message: 'is for the other probes: nothing is ended for not being ready',
    });
  }
}

function checkHostPort({ containerPort, hostPort }: Fields, report: Report): void {
  if (hostPort === undefined || hostPort === 0 || hostPort === containerPort) return;
  report(['hostPort'], {
    code: 'IAMRA348',
    message: 'must equal containerPort: pods on the host network take no other',
  });
}

function checkMount(mount: Fields, report: Report): void {
  if (mount['subPath'] && mount['subPathExpr']) {
    report(['subPathExpr'], { code: 'IAMRA346', message: 'excludes subPath' });
  }
  const recursive = mount['recursiveReadOnly'] ?? 'Disabled';
  if (recursive === 'Disabled') return;
  if (mount['readOnly'] !== true) {
    report(['recursiveReadOnly'], { code: 'IAMRA346', message: 'needs readOnly: true' });
  }
  if ((mount['mountPropagation'] ?? 'None') !== 'None') {
    report(['recursiveReadOnly'], { code: 'IAMRA346', message: 'excludes mountPropagation' });
  }
}
