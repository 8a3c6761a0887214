import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type AgentSetting, createAgentSetting } from '../fixtures/agent-setting.ts';
import { pollUntil } from '../fixtures/poll-until.ts';
import type { BenchOptions, BudgetFigures, Figures } from './figures.ts';
import { putLoad } from './support/load.ts';
import { median } from './support/median.ts';
import { type ServerProcess, startServer } from './support/server-process.ts';

const rounds = 3;
const loadRounds = 5;
const connections = 10;
const bareServer = 'bare-http-server.mjs';
const path = '/v1/credentials';

/** The agent beside a bare `node:http` server: requests, memory, start. */
export async function measure({ short }: BenchOptions): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'iamra-bench-'));
  const setting = await createAgentSetting(folder);
  await buildBareServer(folder);
  try {
    return {
      budgets: {
        ...(await measureThroughput(setting, short ? 2 : 5)),
        ...(await measureMemory(setting, short ? 2 : 5)),
        agentStart: await measureStart(setting, short ? 5 : 15),
      },
    };
  } finally {
    await setting.close();
    rmSync(folder, { recursive: true });
  }
}

function startAgent({ agentProgram, environment, folder }: AgentSetting): Promise<ServerProcess> {
  return startServer({
    commandLine: [agentProgram],
    logFile: join(folder, 'agent.log'),
    environment,
  });
}

function startBare({ folder }: AgentSetting): Promise<ServerProcess> {
  return startServer({
    commandLine: [join(folder, bareServer)],
    logFile: join(folder, 'bare.log'),
  });
}

/** Without types: the stripper would count as memory. */
async function buildBareServer(folder: string): Promise<void> {
  await build({
    entryPoints: ['test/bench/support/bare-http-server.ts'],
    outfile: join(folder, bareServer),
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
}

/** Requests for each second of processor time: what else the machine does counts little in it. */
async function measureThroughput(setting: AgentSetting, seconds: number): Promise<BudgetFigures> {
  if (!existsSync('/proc/self/stat')) return {};
  const bare = await startBare(setting);
  const agent = await startAgent(setting);
  const load = async ({ port, pid }: ServerProcess): Promise<number> => {
    const before = processorSeconds(pid);
    const [result] = await putLoad({
      urls: [`http://127.0.0.1:${port}${path}`],
      headers: { authorization: setting.token },
      connections,
      amount: { turns: seconds },
    });
    return (result?.answers ?? Number.NaN) / (processorSeconds(pid) - before);
  };
  const ratios: number[] = [];
  await load(bare);
  await load(agent);
  for (let round = 0; round < loadRounds; round++) {
    const theirs = await load(bare);
    ratios.push((await load(agent)) / theirs);
  }
  await Promise.all([bare.stop(), agent.stop()]);
  return { agentThroughput: median(ratios) };
}

const ticksPerSecond = 100;

/** User and system time of a process so far. @see proc_pid_stat(5) */
function processorSeconds(pid: number): number {
  const [userTicks, systemTicks] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ').slice(13);
  return (Number(userTicks) + Number(systemTicks)) / ticksPerSecond;
}

/** Only where the kernel tells what memory belongs to one process alone. */
async function measureMemory(setting: AgentSetting, sessions: number): Promise<BudgetFigures> {
  if (!existsSync('/proc/self/smaps_rollup')) return {};
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const bare = await startBare(setting);
    const agent = await startAgent(setting);
    await pollUntil(() => agent.countLines('Session issued') >= sessions || undefined);
    ratios.push(privateDirty(agent) / privateDirty(bare));
    await Promise.all([bare.stop(), agent.stop()]);
  }
  return { agentMemory: median(ratios) };
}

function privateDirty({ pid }: ServerProcess): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Private_Dirty:\s+(\d+) kB$/m.exec(rollup)?.[1]);
}

/** From the start of the process to its first answer; the agent's is a credential. */
async function measureStart(setting: AgentSetting, starts: number): Promise<number> {
  const ratios: number[] = [];
  for (let round = 0; round < starts; round++) {
    const theirs = await timeToAnswer(setting, startBare);
    ratios.push((await timeToAnswer(setting, startAgent)) / theirs);
  }
  return median(ratios);
}

async function timeToAnswer(
  setting: AgentSetting,
  start: (setting: AgentSetting) => Promise<ServerProcess>,
): Promise<number> {
  const begin = performance.now();
  const server = await start(setting);
  const headers = { authorization: setting.token };
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { headers });
  const milliseconds = performance.now() - begin;
  if (response.status !== 200) throw new Error(`the first answer was a ${response.status}`);
  await server.stop();
  return milliseconds;
}
