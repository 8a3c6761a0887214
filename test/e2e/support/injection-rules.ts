/** What containers of rules need to keep Pod Security's `restricted`. */
export const restricted = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
} as const;

const exporter = `
  const { createServer } = require('node:http');
  createServer((_, response) => response.end('node_load1 0.5\\n')).listen(9100);
  process.on('SIGTERM', () => process.exit());`;

/** As in the README of flashbots/kube-sidecar-injector: an exporter beside pods of nodes that run no DaemonSets. */
export function nodeExporterRule(image: string, portName = 'http-metrics'): object {
  return clusterRule('node-exporter', {
    labelSelector: {
      matchExpressions: [{ key: 'eks.amazonaws.com/fargate-profile', operator: 'Exists' }],
    },
    labels: { 'example.com/scrape': 'node-exporter' },
    containers: [
      {
        name: 'node-exporter',
        image,
        imagePullPolicy: 'IfNotPresent',
        args: ['--eval', exporter],
        ports: [{ name: portName, containerPort: 9100 }],
        resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '128Mi' } },
        securityContext: restricted,
      },
    ],
  });
}

/** As there, too: a CA that all pods should trust. */
export function caBundleRule(mountPath = '/etc/ssl/own'): object {
  return clusterRule('ca-bundle', {
    volumes: [{ name: 'ca-bundle', configMap: { name: 'ca-bundle' } }],
    volumeMounts: [{ name: 'ca-bundle', mountPath, readOnly: true }],
    env: [{ name: 'NODE_EXTRA_CA_CERTS', value: `${mountPath}/ca.crt` }],
  });
}

function clusterRule(name: string, spec: object): object {
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': 'rules' } };
  return {
    apiVersion: 'iamra.dev/v1alpha1',
    kind: 'ClusterInjectionRule',
    metadata: { name },
    spec: { namespaceSelector, ...spec },
  };
}
