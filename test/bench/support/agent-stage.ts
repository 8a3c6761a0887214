import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { createAgentSetting } from '../../fixtures/agent-setting.ts';
import { type ServerProcess, startServer } from './server-process.ts';

/** Agents as the image runs them, which talk HTTPS to an emulator, and bare servers to hold them against. */
export interface AgentStage {
  /** The built agent, which renews every few seconds; those that run side by side need names of their own. */
  readonly startAgent: (name?: string) => Promise<ServerProcess>;
  /** A `node:http` server with one answer. */
  readonly startBare: () => Promise<ServerProcess>;
  /** Where an SDK would ask it for credentials. */
  readonly credentialsUrl: (server: ServerProcess) => string;
  /** What an SDK would send. */
  readonly headers: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/** Sets the stage in a folder of its own. */
export async function createAgentStage(): Promise<AgentStage> {
  const folder = mkdtempSync(join(tmpdir(), 'iamra-bench-'));
  const setting = await createAgentSetting(folder);
  const bareServer = await buildBareServer(folder);
  const logFile = (name: string): string => join(folder, `${name}.log`);
  return {
    startAgent: (name = 'agent') =>
      startServer({
        commandLine: [setting.agentProgram],
        logFile: logFile(name),
        environment: setting.environment,
      }),
    startBare: () => startServer({ commandLine: [bareServer], logFile: logFile('bare') }),
    credentialsUrl: ({ port }) => `http://127.0.0.1:${port}/v1/credentials`,
    headers: { authorization: setting.token },
    close: async () => {
      await setting.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Without types: the stripper would count as memory. */
async function buildBareServer(folder: string): Promise<string> {
  const outfile = join(folder, 'bare-http-server.mjs');
  await build({
    entryPoints: ['test/bench/support/bare-http-server.ts'],
    outfile,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
  return outfile;
}
