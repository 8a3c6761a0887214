import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../webhook/agent/clock.ts';
import {
  type AgentBench,
  askAgent,
  type StartedAgent,
  secretFiles,
  startAgentBench,
} from '../fixtures/agent-bench.ts';
import { makeCertificate } from '../fixtures/certificates.ts';
import { metricFamilies, unmoved } from '../fixtures/metric-families.ts';
import { pollUntil } from '../fixtures/poll-until.ts';

const minute = 60_000;
let bench: AgentBench;
let agent: StartedAgent;
let clockOffset = 0;

beforeAll(async () => {
  bench = await startAgentBench({ emulator: { issueSeconds: 2 } });
  const clock = { ...systemClock, now: () => Date.now() + clockOffset };
  agent = await bench.start({ dependencies: { clock } });
  await pollUntil(() => agent.log.find(({ message }) => message === 'Session issued'));
});

afterAll(async () => {
  await bench.close();
});

const page = async ({ healthUrl }: StartedAgent): Promise<string> =>
  (await askAgent(`${healthUrl}/metrics`, {})).text;
const askForCredentials = (): Promise<unknown> =>
  askAgent(`${agent.credentialsUrl}/v1/credentials`);

/** A session lasts two seconds: the next one comes by itself. */
const wait = (): void => undefined;

async function rotate(): Promise<void> {
  const earlier = new Date(Date.now() - 30 * minute);
  bench.secret.update(secretFiles(await makeCertificate(earlier, { issuer: bench.world.ca })));
}

/** What moves each metric of the agent; a new one finds no action here until somebody writes it. */
const actions: Readonly<Record<string, () => unknown>> = {
  iamra_agent_credentials_expiry_timestamp_seconds: wait,
  iamra_agent_certificate_expiry_timestamp_seconds: rotate,
  iamra_agent_clock_skew_seconds: () => {
    clockOffset = 30 * minute;
  },
  iamra_agent_refresh_attempts_total: wait,
  iamra_agent_create_session_duration_seconds: wait,
  iamra_agent_requests_total: askForCredentials,
  iamra_agent_request_duration_seconds: askForCredentials,
};

describe('the metrics of the agent', () => {
  it('are all known here', async () => {
    const names = metricFamilies(await page(agent)).map(({ name }) => name);
    expect(names.toSorted()).toEqual(Object.keys(actions).toSorted());
  });

  it.each(Object.entries(actions))('%s is moved', async (name, act) => {
    const before = await page(agent);
    await act();
    await pollUntil(async () =>
      unmoved(before, await page(agent)).includes(name) ? undefined : true,
    );
  });
});

it('a session that AWS takes its time for is counted as a slow one', async () => {
  const fault = { kind: 'delay', milliseconds: 300 } as const;
  bench.emulator.setFaults([{ match: { operation: 'CreateSession' }, fault }]);
  const slow = await bench.start();
  await pollUntil(() => slow.log.find(({ message }) => message === 'Session issued'));
  const text = await page(slow);
  expect(text).toMatch(/^iamra_agent_create_session_duration_seconds_bucket\{le="0.25"\} 0$/m);
  expect(text).toMatch(/^iamra_agent_create_session_duration_seconds_count [1-9]/m);
});
