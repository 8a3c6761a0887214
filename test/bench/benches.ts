import { measure as measureAgent } from './agent.ts';
import { measure as measureAgentStart } from './agent-start.ts';
import { measure as measureAgents } from './agents.ts';
import { measure as measureCluster } from './cluster.ts';
import { measure as measureController } from './controller.ts';
import type { BenchOptions, Figures } from './figures.ts';
import { measure as measurePlan } from './plan.ts';
import { measure as measureStartUp } from './start-up.ts';
import { measure as measureWebhook } from './webhook.ts';
import { measure as measureWebhookMemory } from './webhook-memory.ts';
import { measure as measureWebhookStart } from './webhook-start.ts';
import { measure as measureWebhookTables } from './webhook-tables.ts';

/** Every bench, in the order of a run: the cluster is gone before others are measured. */
export const benches: Readonly<Record<string, (options: BenchOptions) => Promise<Figures>>> = {
  cluster: measureCluster,
  controller: measureController,
  'start-up': measureStartUp,
  plan: measurePlan,
  agent: measureAgent,
  'agent-start': measureAgentStart,
  agents: measureAgents,
  webhook: measureWebhook,
  'webhook-start': measureWebhookStart,
  'webhook-tables': measureWebhookTables,
  'webhook-memory': measureWebhookMemory,
};
