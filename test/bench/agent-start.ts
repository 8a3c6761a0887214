import type { BenchOptions, Figures } from './figures.ts';
import { type AgentStage, createAgentStage } from './support/agent-stage.ts';
import { median } from './support/median.ts';
import type { ServerProcess } from './support/server-process.ts';

const rounds = 21;
const shortRounds = 5;

interface Times {
  readonly bare: number;
  readonly agent: number;
}

/** From the start of a process to its first answer, which from the agent is a credential; one at a time. */
export async function measure({ short }: BenchOptions): Promise<Figures> {
  const stage = await createAgentStage();
  const times: Times[] = [];
  try {
    for (let round = 0; round < (short ? shortRounds : rounds); round++) {
      const bare = await untilAnswer(stage, stage.startBare);
      times.push({ bare, agent: await untilAnswer(stage, stage.startAgent) });
    }
  } finally {
    await stage.close();
  }
  return {
    budgets: {
      agentStart: median(times.map(({ agent, bare }) => agent / bare)),
      agentStartMilliseconds: median(times.map(({ agent }) => agent)),
    },
    tables: { agentStart: (['bare', 'agent'] as const).map((name) => rowOf(times, name)) },
  };
}

function rowOf(times: readonly Times[], name: keyof Times): number[] {
  const all = times.map((time) => time[name]);
  return [Math.min(...all), median(all), Math.max(...all)];
}

/** In milliseconds. */
async function untilAnswer(
  { credentialsUrl, headers }: AgentStage,
  start: () => Promise<ServerProcess>,
): Promise<number> {
  const begin = performance.now();
  const server = await start();
  const response = await fetch(credentialsUrl(server), { headers });
  await response.text();
  const milliseconds = performance.now() - begin;
  await server.stop();
  if (response.status !== 200) throw new Error(`the first answer was a ${response.status}`);
  return milliseconds;
}
