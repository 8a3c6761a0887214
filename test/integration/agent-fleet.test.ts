import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AgentFleet, startAgentFleet } from '../fixtures/agent-fleet.ts';

const minute = 60_000;
let fleet: AgentFleet;

beforeAll(async () => {
  // AWS's quota for CreateSession in a region.
  fleet = await startAgentFleet({ agents: 200, sessionsPerSecond: 10, seed: 1 });
});

afterAll(async () => {
  await fleet.close();
});

function withCredentials(): number {
  return fleet.keepers.filter((keeper) => keeper.held() !== undefined).length;
}

it('200 agents that start at once all have credentials after a minute, and are not throttled again', async () => {
  for (const keeper of fleet.keepers) keeper.start();
  await fleet.clock.advance(0);
  expect(withCredentials()).toBe(10);
  await fleet.clock.advance(minute);
  expect(withCredentials()).toBe(200);
  expect(fleet.attempts).toContain('IAMRA417');

  const before = fleet.attempts.length;
  for (let passed = 0; passed < 40; passed += 5) {
    await fleet.clock.advance(5 * minute);
    const ends = fleet.keepers.map((keeper) => keeper.held()?.expiresAt.getTime() ?? 0);
    expect(Math.min(...ends) - fleet.clock.now()).toBeGreaterThan(15 * minute);
  }
  expect(fleet.attempts.slice(before)).toEqual(Array.from({ length: 200 }, () => undefined));
}, 120_000);
