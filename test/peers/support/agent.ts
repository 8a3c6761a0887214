import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from '../../../src/actions/demo/free-ports.ts';
import type { EmulatedAccount } from './emulated-account.ts';
import { startServer } from './start-server.ts';
import { issueLeaf, writeSigningFiles } from './workload.ts';

/** Which of an agent's two endpoints an environment leads to. */
type CredentialsEndpoint = 'container' | 'imds';

/** An agent as it runs in a pod, in a process of its own. */
export interface RunningAgent {
  /** What the webhook puts into a container for each endpoint. */
  readonly variables: Readonly<Record<CredentialsEndpoint, Readonly<Record<string, string>>>>;
  readonly stop: () => Promise<void>;
}

const bundle = join(import.meta.dirname, '../../../dist/image/agent.mjs');

/** Starts the built agent for ServiceAccount `web`; it is ready when it holds a credential. */
export async function startAgent(account: EmulatedAccount): Promise<RunningAgent> {
  if (!existsSync(bundle)) throw new Error(`${bundle} is not built; run npm run build first.`);
  const files = await writeSigningFiles(account.folder, await issueLeaf({ issuer: account.ca }));
  const tokenFile = join(account.folder, 'token');
  await writeFile(tokenFile, 'the-token-of-the-pod');
  const [credentialsPort = 0, healthPort = 0] = await freePorts(2);
  const { stop } = await startServer({
    command: [process.execPath, bundle],
    environment: {
      NODE_EXTRA_CA_CERTS: account.caFile,
      IAMRA_ROLE_ARN: account.roleArn,
      IAMRA_PROFILE_ARN: account.profileArn,
      IAMRA_TRUST_ANCHOR_ARN: account.trustAnchorArn,
      IAMRA_CERTIFICATE_DIRECTORY: files.folder,
      IAMRA_TOKEN_FILE: tokenFile,
      IAMRA_TERMINATION_LOG: join(account.folder, 'termination-log'),
      IAMRA_CREDENTIALS_PORT: String(credentialsPort),
      IAMRA_HEALTH_PORT: String(healthPort),
      IAMRA_REGION: account.region,
      IAMRA_ENDPOINT_URL: account.url,
    },
    readyUrl: `http://127.0.0.1:${healthPort}/readyz`,
  });
  const origin = `http://127.0.0.1:${credentialsPort}`;
  return {
    variables: {
      container: {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${origin}/v1/credentials`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile,
      },
      imds: { AWS_EC2_METADATA_SERVICE_ENDPOINT: origin },
    },
    stop,
  };
}
