import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pollUntil } from '../fixtures/poll-until.ts';
import type { BenchOptions, BenchResult } from './bench-result.ts';
import { type AgentSetting, createAgentSetting } from './support/agent-setting.ts';
import { getLoad } from './support/get-load.ts';
import { type MeasuredProcess, startMeasured } from './support/measured-process.ts';
import { median } from './support/median.ts';

const rounds = 3;
// More of them: what else the machine does shows most in requests per second.
const loadRounds = 7;
const path = '/v1/credentials';

/** The agent beside a bare `node:http` server: requests, memory, start. */
export async function measure({ short }: BenchOptions): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'iamra-bench-'));
  const setting = await createAgentSetting(folder);
  try {
    return [
      await measureThroughput(setting, short ? 1 : 5),
      ...(await measureMemory(setting, short ? 2 : 5)),
      await measureStart(setting, short ? 5 : 15),
    ];
  } finally {
    await setting.close();
    rmSync(folder, { recursive: true });
  }
}

function startAgent({ agentProgram, environment, folder }: AgentSetting): Promise<MeasuredProcess> {
  return startMeasured([agentProgram], join(folder, 'agent.log'), environment);
}

function startBare({ bareProgram, folder }: AgentSetting): Promise<MeasuredProcess> {
  return startMeasured([bareProgram], join(folder, 'bare.log'));
}

async function measureThroughput(setting: AgentSetting, seconds: number): Promise<BenchResult> {
  const bare = await startBare(setting);
  const agent = await startAgent(setting);
  const load = ({ port }: MeasuredProcess): Promise<number> =>
    getLoad(`http://127.0.0.1:${port}${path}`, setting.token, seconds);
  const ratios: number[] = [];
  await load(bare);
  await load(agent);
  for (let round = 0; round < loadRounds; round++) {
    const theirs = await load(bare);
    ratios.push((await load(agent)) / theirs);
  }
  await Promise.all([bare.stop(), agent.stop()]);
  return {
    name: 'agent, cached credentials/s',
    value: median(ratios),
    unit: '× bare node:http server',
    budget: 0.8,
    comparison: 'at least',
  };
}

/** Only where the kernel tells what memory belongs to one process alone. */
async function measureMemory(setting: AgentSetting, sessions: number): Promise<BenchResult[]> {
  if (!existsSync('/proc/self/smaps_rollup')) return [];
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const bare = await startBare(setting);
    const agent = await startAgent(setting);
    await pollUntil(() => agent.countLines('Session issued') >= sessions || undefined);
    ratios.push(privateDirty(agent) / privateDirty(bare));
    await Promise.all([bare.stop(), agent.stop()]);
  }
  return [
    {
      name: 'agent, private memory while it renews over HTTPS',
      value: median(ratios),
      unit: '× idle node:http server',
      budget: 1.25,
      comparison: 'at most',
    },
  ];
}

function privateDirty({ pid }: MeasuredProcess): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Private_Dirty:\s+(\d+) kB$/m.exec(rollup)?.[1]);
}

/** From the start of the process to its first answer; the agent's is a credential. */
async function measureStart(setting: AgentSetting, starts: number): Promise<BenchResult> {
  const ratios: number[] = [];
  for (let round = 0; round < starts; round++) {
    const theirs = await timeToAnswer(setting, startBare);
    ratios.push((await timeToAnswer(setting, startAgent)) / theirs);
  }
  return {
    name: 'agent, start to first credential',
    value: median(ratios),
    unit: '× bare node:http server',
    budget: 2.5,
    comparison: 'at most',
  };
}

async function timeToAnswer(
  setting: AgentSetting,
  start: (setting: AgentSetting) => Promise<MeasuredProcess>,
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
