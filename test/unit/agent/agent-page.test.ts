import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { AgentMetrics } from '../../../webhook/agent/health/agent-metrics.ts';

it('the page on the agent lists every metric, and none that there is not', () => {
  const page = new AgentMetrics().render({
    credentialsExpiry: () => undefined,
    certificateExpiry: () => undefined,
    clockSkewMilliseconds: () => 0,
  });
  const exported = [...page.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  const text = readFileSync('docs/agent.md', 'utf8');
  const listed = [...text.matchAll(/^\| `(iamra_agent_\w+)/gm)].map(([, name]) => name);
  expect(listed.sort()).toEqual(exported.sort());
});
