import { existsSync, readFileSync } from 'node:fs';
import { pollUntil } from '../fixtures/poll-until.ts';
import type { BenchOptions, BudgetFigures, Figures } from './figures.ts';
import { type AgentStage, createAgentStage } from './support/agent-stage.ts';
import { putLoad } from './support/load.ts';
import { median } from './support/median.ts';
import { processMemory, tellsProcessMemory } from './support/process-memory.ts';
import type { ServerProcess } from './support/server-process.ts';

const rounds = 3;
const loadRounds = 5;
const connections = 10;

/** The agent beside a bare `node:http` server: requests, memory. */
export async function measure({ short }: BenchOptions): Promise<Figures> {
  const stage = await createAgentStage();
  try {
    return {
      budgets: {
        ...(await measureThroughput(stage, short ? 2 : 5)),
        ...(await measureMemory(stage, short ? 2 : 5)),
      },
    };
  } finally {
    await stage.close();
  }
}

/** Requests for each second of processor time: what else the machine does counts little in it. */
async function measureThroughput(stage: AgentStage, seconds: number): Promise<BudgetFigures> {
  if (!existsSync('/proc/self/stat')) return {};
  const bare = await stage.startBare();
  const agent = await stage.startAgent();
  const load = async (server: ServerProcess): Promise<number> => {
    const before = processorSeconds(server.pid);
    const [result] = await putLoad({
      urls: [stage.credentialsUrl(server)],
      headers: stage.headers,
      connections,
      amount: { turns: seconds },
    });
    return (result?.answers ?? Number.NaN) / (processorSeconds(server.pid) - before);
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

async function measureMemory(stage: AgentStage, sessions: number): Promise<BudgetFigures> {
  if (!tellsProcessMemory()) return {};
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const bare = await stage.startBare();
    const agent = await stage.startAgent();
    await pollUntil(() => agent.countLines('Session issued') >= sessions || undefined);
    ratios.push(processMemory(agent.pid).privateDirty / processMemory(bare.pid).privateDirty);
    await Promise.all([bare.stop(), agent.stop()]);
  }
  return { agentMemory: median(ratios) };
}
