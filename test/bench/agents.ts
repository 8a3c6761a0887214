import { pollUntil } from '../fixtures/poll-until.ts';
import type { BenchOptions, Figures } from './figures.ts';
import { type AgentStage, createAgentStage } from './support/agent-stage.ts';
import { memoryGrowth } from './support/memory-growth.ts';
import { type ProcessMemory, processMemory, tellsProcessMemory } from './support/process-memory.ts';
import type { ServerProcess } from './support/server-process.ts';

const agents = 50;
// By then an agent has loaded all that it needs.
const sessions = 3;
/** In the order of the table. */
const kinds = ['proportional', 'privateDirty', 'resident'] as const;

/** What each of 50 agents adds to the memory of one node, all of them with a session that they renew. */
export async function measure({ short }: BenchOptions): Promise<Figures> {
  if (short || !tellsProcessMemory()) return {};
  const stage = await createAgentStage();
  const running: ServerProcess[] = [];
  try {
    await startMore(stage, running, agents / 2);
    const half = memoryOf(running);
    await startMore(stage, running, agents / 2);
    const all = memoryOf(running);
    return { tables: { agents: kinds.map((kind) => rowOf(kind, half, all)) } };
  } finally {
    await Promise.all(running.map((agent) => agent.stop()));
    await stage.close();
  }
}

/** One after the other, as pods come; ends when each has had a few sessions. */
async function startMore(
  stage: AgentStage,
  running: ServerProcess[],
  count: number,
): Promise<void> {
  for (let started = 0; started < count; started++) {
    const agent = await stage.startAgent(`agent-${running.length}`);
    running.push(agent);
    await untilSessions(agent, 1);
  }
  for (const agent of running) await untilSessions(agent, sessions);
}

async function untilSessions(agent: ServerProcess, count: number): Promise<void> {
  await pollUntil(() => agent.countLines('Session issued') >= count || undefined);
}

function memoryOf(running: readonly ServerProcess[]): ProcessMemory[] {
  return running.map(({ pid }) => processMemory(pid));
}

function rowOf(
  kind: keyof ProcessMemory,
  half: readonly ProcessMemory[],
  all: readonly ProcessMemory[],
): number[] {
  const of = (memories: readonly ProcessMemory[]): number[] =>
    memories.map((memory) => memory[kind]);
  const { median, largest, total, each } = memoryGrowth(of(half), of(all));
  return [median, largest, total, each];
}
