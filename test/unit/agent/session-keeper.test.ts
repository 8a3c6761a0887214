import { describe, expect, it } from 'vitest';
import { IamraError } from '../../../src/core/errors/iamra-error.ts';
import type { SessionOutcome } from '../../../src/core/session/session-answer.ts';
import type { Retry } from '../../../src/core/session/session-failure.ts';
import { StartupGate } from '../../../webhook/agent/health/startup-gate.ts';
import { makeCa, makeCertificate, signingIdentity } from '../../fixtures/certificates.ts';
import { KeeperStage } from '../../fixtures/keeper-stage.ts';

const minute = 60_000;
const start = new Date('2026-11-21T12:00:00Z');
const identity = signingIdentity(await makeCertificate(start, { issuer: await makeCa(start) }));

function failed(code: 'IAMRA407' | 'IAMRA418', retry: Retry): SessionOutcome {
  return { kind: 'failed', failure: { error: new IamraError(code, 'No.'), retry } };
}

const refused = failed('IAMRA407', 'slowly');
const unavailable = failed('IAMRA418', 'soon');

const newStage = (): KeeperStage => new KeeperStage(start, identity);

describe('a session', () => {
  it('is asked for at once and renewed before it has less than 15 minutes left', async () => {
    const stage = newStage();
    await stage.begin('session');
    for (let passed = 0; passed < 10 * 60; passed += 1) {
      const left = (stage.keeper.held()?.expiresAt.getTime() ?? 0) - stage.clock.now();
      expect(left).toBeGreaterThan(15 * minute);
      await stage.clock.advance(minute);
    }
    expect(stage.requests).toHaveLength(19);
  });

  it('is renewed as well when it lasts five seconds only', async () => {
    const stage = newStage();
    stage.lifetime = 5000;
    await stage.begin('session');
    for (let passed = 0; passed < 60; passed += 1) {
      await stage.clock.advance(1000);
      expect(stage.keeper.held()).toBeDefined();
    }
  });

  it('is served until its last second while AWS is unreachable, and not after it', async () => {
    const stage = newStage();
    await stage.begin('session', unavailable);
    await stage.clock.advance(60 * minute - 1);
    expect(stage.accessKey()).toBe('ASIA1');
    await stage.clock.advance(1);
    expect(stage.keeper.held()).toBeUndefined();
    expect(stage.keeper.failure?.error.code).toBe('IAMRA418');
  });

  it('comes back by itself once AWS does', async () => {
    const stage = newStage();
    await stage.begin(...Array.from({ length: 30 }, () => unavailable), 'session');
    await stage.clock.advance(10 * minute);
    expect(stage.accessKey()).toBe('ASIA31');
    expect(stage.keeper.failure).toBeUndefined();
  });

  it('is asked for by one request at a time', async () => {
    const stage = newStage();
    await stage.begin('never');
    await stage.clock.advance(10 * minute);
    expect(stage.requests).toHaveLength(1);
  });

  it('has its moments by the clock of the pod, however wrong that is', async () => {
    const stage = newStage();
    stage.sessions.expirySkewMilliseconds = 3 * 60 * minute;
    await stage.begin('session');
    const { issuedAt, expiresAt } = stage.keeper.held() ?? {};
    expect(issuedAt).toEqual(start);
    expect(expiresAt).toEqual(new Date(start.getTime() + 60 * minute));
  });

  it.each([-2 * 60 * minute, 2 * 60 * minute])(
    'is renewed soon when the clock is set by %d ms',
    async (jump) => {
      const stage = newStage();
      await stage.begin('session');
      stage.clock.set(jump);
      await stage.clock.advance(20_000);
      expect(stage.accessKey()).toBe('ASIA2');
      await stage.clock.advance(10 * minute);
      expect(stage.requests).toHaveLength(2);
    },
  );

  it('is renewed within half a minute of a jump of the clock, at random, while it is valid', async () => {
    const stage = newStage();
    await stage.begin('session');
    stage.clock.set(-10 * minute);
    await stage.clock.advance(5000 + 14_999);
    expect(stage.requests).toHaveLength(1);
    await stage.clock.advance(1);
    expect(stage.requests).toHaveLength(2);
  });

  it('is renewed at once when it ended while the machine slept', async () => {
    const stage = newStage();
    await stage.begin('session');
    stage.clock.set(2 * 60 * minute);
    await stage.clock.advance(5000);
    expect(stage.requests).toHaveLength(2);
  });

  it('is asked for by whoever wants one before a jump of the clock was looked for', async () => {
    const stage = newStage();
    await stage.begin('session');
    stage.clock.set(2 * 60 * minute);
    expect(stage.keeper.held()).toBeUndefined();
    await stage.keeper.settled(700);
    expect(stage.accessKey()).toBe('ASIA2');
  });

  it('is renewed after a jump of the clock before it ends, however soon that is', async () => {
    const stage = newStage();
    await stage.begin('session', unavailable);
    await stage.clock.advance(60 * minute - 6000);
    stage.answers = ['session'];
    stage.clock.set(-10 * minute);
    await stage.clock.advance(5999);
    expect(stage.accessKey()).toBe(`ASIA${stage.requests.length}`);
  });

  it('is dated by nothing that an earlier clock told', async () => {
    const stage = newStage();
    await stage.begin('session');
    stage.sessions.skewMilliseconds = 10 * minute;
    stage.clock.set(10 * minute);
    await stage.clock.advance(5000);
    expect(stage.sessions.skewMilliseconds).toBe(0);
  });

  it('is not moved when the clock was set back while it was on its way', async () => {
    const stage = newStage();
    stage.onTheWay = () => {
      // AWS dated it by its own clock, which the one here now agrees with.
      stage.clock.set(-10 * minute);
      stage.sessions.expirySkewMilliseconds = 10 * minute;
      stage.onTheWay = () => undefined;
    };
    await stage.begin('session');
    const expiresAt = stage.keeper.held()?.expiresAt;
    await stage.clock.advance(5000);
    expect(stage.keeper.held()?.expiresAt).toEqual(expiresAt);
    expect(stage.requests).toHaveLength(1);
  });
});

describe('a session when the clock is set back while AWS is unreachable', () => {
  it('is served no longer than AWS takes it', async () => {
    const stage = newStage();
    await stage.begin('session', unavailable);
    stage.clock.set(-2 * 60 * minute);
    await stage.clock.advance(60 * minute - 1);
    expect(stage.accessKey()).toBe('ASIA1');
    await stage.clock.advance(1);
    expect(stage.keeper.held()).toBeUndefined();
  });
});

describe('a refusal', () => {
  it('is tried again slowly', async () => {
    const stage = newStage();
    await stage.begin(refused);
    await stage.clock.advance(60 * minute);
    expect(stage.requests.length).toBeGreaterThan(10);
    expect(stage.requests.length).toBeLessThan(30);
  });

  it('is tried again at once when the certificate changes', async () => {
    const stage = newStage();
    await stage.begin(...Array.from({ length: 8 }, () => refused), 'session');
    await stage.clock.advance(7 * minute);
    const before = stage.requests.length;
    stage.answers = ['session'];
    stage.identities.changed = true;
    await stage.clock.advance(5000);
    expect(stage.requests).toHaveLength(before + 1);
    expect(stage.keeper.held()).toBeDefined();
  });

  it('leaves the session that is held in use', async () => {
    const stage = newStage();
    await stage.begin('session', refused);
    await stage.clock.advance(50 * minute);
    expect(stage.accessKey()).toBe('ASIA1');
    expect(stage.keeper.failure?.error.code).toBe('IAMRA407');
  });
});

describe('a certificate that cannot be used', () => {
  it('is asked for with nothing, and named', async () => {
    const stage = newStage();
    stage.identities.identity = undefined;
    stage.identities.problem = new IamraError('IAMRA403', 'The key is another one.');
    await stage.begin('session');
    await stage.clock.advance(minute);
    expect(stage.requests).toHaveLength(0);
    expect(stage.attempts).toEqual(['IAMRA403']);
    expect(stage.keeper.failure?.error.message).toBe('The key is another one.');
  });

  it('is looked at every half second until it can', async () => {
    const stage = newStage();
    stage.identities.identity = undefined;
    stage.identities.problem = new IamraError('IAMRA403', 'The key is another one.');
    await stage.begin('session');
    Object.assign(stage.identities, { identity, problem: undefined, changed: true });
    await stage.clock.advance(500);
    expect(stage.accessKey()).toBe('ASIA1');
  });
});

describe('a fault of the program', () => {
  it('is a failure like others, and does not end the renewal', async () => {
    const stage = newStage();
    await stage.begin('fault', 'session');
    expect(stage.keeper.failure?.error.code).toBe('IAMRA970');
    await stage.clock.advance(1000);
    expect(stage.keeper.held()).toBeDefined();
  });
});

describe('whoever waits for a session', () => {
  it('waits for the request that runs', async () => {
    const stage = newStage();
    stage.keeper.start();
    await stage.keeper.settled(700);
    expect(stage.keeper.held()).toBeDefined();
  });

  it('waits so long at most, and not at all while no request runs', async () => {
    const stage = newStage();
    await stage.begin('never');
    const waiting = stage.keeper.settled(700);
    await stage.clock.advance(700);
    await waiting;
    const refusing = newStage();
    await refusing.begin(refused);
    await refusing.keeper.settled(700);
  });

  it('is let go when the keeper stops, and nothing is asked for any more', async () => {
    const stage = newStage();
    await stage.begin('never');
    const waiting = stage.keeper.settled(700);
    await stage.keeper.stop();
    await waiting;
    await stage.clock.advance(60 * minute);
    expect(stage.requests).toHaveLength(1);
    expect(stage.attempts).toEqual([]);
  });
});

describe('the start of the pod', () => {
  const gateOf = (stage: KeeperStage, requireCredentials = false): StartupGate =>
    new StartupGate({ sessions: stage.keeper, requireCredentials, clock: stage.clock });

  it('goes on with the first session', async () => {
    const stage = newStage();
    const gate = gateOf(stage);
    expect(gate.isOpen()).toBe(false);
    await stage.begin('session');
    expect(gate.isOpen()).toBe(true);
  });

  it('goes on when AWS refused for good', async () => {
    const stage = newStage();
    const gate = gateOf(stage);
    await stage.begin(refused);
    expect(gate.isOpen()).toBe(true);
  });

  it('goes on after 15 seconds without an answer', async () => {
    const stage = newStage();
    const gate = gateOf(stage);
    await stage.begin(unavailable);
    await stage.clock.advance(14_999);
    expect(gate.isOpen()).toBe(false);
    await stage.clock.advance(1);
    expect(gate.isOpen()).toBe(true);
  });

  it('waits for a credential where one is required', async () => {
    const stage = newStage();
    const gate = gateOf(stage, true);
    await stage.begin(refused);
    await stage.clock.advance(60 * minute);
    expect(gate.isOpen()).toBe(false);
    stage.answers = ['session'];
    stage.identities.changed = true;
    await stage.clock.advance(5000);
    expect(gate.isOpen()).toBe(true);
  });
});
