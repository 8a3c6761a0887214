import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildImage } from '../../../scripts/build/image.ts';
import { startEmulator } from '../../../src/emulator/start-emulator.ts';
import { secretFiles } from '../../fixtures/agent-bench.ts';
import { makeCertificate } from '../../fixtures/certificates.ts';
import { makeSessionWorld, type SessionWorld } from '../../fixtures/session-world.ts';

/** What an agent and the server that it is compared with run from. */
export interface AgentSetting {
  readonly folder: string;
  readonly agentProgram: string;
  readonly bareProgram: string;
  /** What the agent is started with; it talks HTTPS to an emulator. */
  readonly environment: Readonly<Record<string, string>>;
  readonly token: string;
  close(): Promise<void>;
}

// So that an agent renews every few seconds.
const issueSeconds = 5;

export async function createAgentSetting(folder: string): Promise<AgentSetting> {
  await buildPrograms(folder);
  const stateFile = join(folder, 'state.json');
  const world = await createWorld(stateFile);
  const caFile = join(folder, 'emulator-ca.pem');
  const emulator = await startEmulator({ stateFile, issueSeconds, https: { caFile } });
  const token = 'the-token-of-the-pod';
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, token);
  return {
    folder,
    agentProgram: join(folder, 'agent.mjs'),
    bareProgram: join(folder, 'bare-http-server.mjs'),
    environment: {
      NODE_EXTRA_CA_CERTS: caFile,
      IAMRA_ROLE_ARN: world.roleArn,
      IAMRA_PROFILE_ARN: world.profileArn,
      IAMRA_TRUST_ANCHOR_ARN: world.trustAnchorArn,
      IAMRA_ENDPOINT_URL: emulator.url,
      IAMRA_CERTIFICATE_DIRECTORY: await writeCertificate(folder, world),
      IAMRA_TOKEN_FILE: tokenFile,
      IAMRA_CREDENTIALS_PORT: '0',
      IAMRA_HEALTH_PORT: '0',
    },
    token,
    close: () => emulator.close(),
  };
}

/** As small files without types: what strips types would count as memory. */
async function buildPrograms(folder: string): Promise<void> {
  await buildImage(folder);
  await build({
    entryPoints: ['test/bench/support/bare-http-server.ts'],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
}

/** Made over plain HTTP: the SDK in this process does not know the emulator's CA. */
async function createWorld(stateFile: string): Promise<SessionWorld> {
  const emulator = await startEmulator({ stateFile });
  const world = await makeSessionWorld(emulator);
  await emulator.close();
  return world;
}

async function writeCertificate(folder: string, { ca }: SessionWorld): Promise<string> {
  const files = secretFiles(await makeCertificate(new Date(), { issuer: ca }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
