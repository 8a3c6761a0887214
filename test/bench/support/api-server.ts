import { copyFileSync } from 'node:fs';
import { startApiServer } from '../../fixtures/api-server.ts';
import { roleArn } from '../../fixtures/pods.ts';
import { clusterRule } from '../../fixtures/rule-objects.ts';
import { tenRules } from '../../fixtures/ten-rules.ts';
import { namespaces } from './reviews.ts';

// A process of its own, so that its work is not the webhook's. Its kubeconfig goes to the file named.
const [kubeconfigFile = ''] = process.argv.slice(2);

const server = await startApiServer();
server.put(
  ...Object.values(namespaces).map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  })),
  serviceAccount(namespaces.known, { 'iamra.dev/role-arn': roleArn }),
  serviceAccount(namespaces.other, {}),
  ...tenRules({ app: 'web' }).map(({ name, spec }) => clusterRule(name, spec)),
);
copyFileSync(server.kubeconfig, kubeconfigFile);
process.on('SIGTERM', () => void server.stop().then(() => process.exit()));
const { port } = new URL(server.url);
process.stdout.write(`${JSON.stringify({ message: 'listening', port: Number(port) })}\n`);

function serviceAccount(namespace: string, annotations: Readonly<Record<string, string>>): object {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'web', namespace, annotations },
  };
}
