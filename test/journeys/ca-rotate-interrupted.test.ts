import { describe, expect, it } from 'vitest';
import { rotatingCluster } from '../cli/support/rotating-cluster.ts';
import { dieAfter, expectSettled, expectTrusted, rotate } from '../cli/support/rotation-checks.ts';
import { startIamra } from '../cli/support/run-iamra.ts';

describe('iamra ca rotate', () => {
  it('goes on after it was killed after each single write, and never leaves a certificate without trust', async () => {
    const setting = await rotatingCluster(['web', 'batch']);
    const before = setting.caIn('current');
    let deaths = 0;
    for (;;) {
      const { exitCode, stderr } = await dieAfter(setting, 1);
      await expectTrusted(setting, 'web', 'batch');
      if (exitCode !== null) {
        expect(exitCode, stderr).toBe(0);
        break;
      }
      deaths += 1;
    }
    // Next CA, trust anchor, the way back, the CA that signs, two certificates at once, trust anchor, two Secrets.
    expect([8, 9]).toContain(deaths);
    expect(await expectSettled(setting, 'web', 'batch')).not.toBe(before);
  });

  it.each([1, 2, 3, 4, 5, 6, 7])(
    'goes back with --abort after it was killed after write %i',
    async (count) => {
      const setting = await rotatingCluster(['web']);
      const before = setting.caIn('current');
      expect((await dieAfter(setting, count)).exitCode).toBeNull();
      const { stderr, exitCode } = await setting.run(...rotate, '--abort');
      expect(exitCode, stderr).toBe(0);
      expect(await expectSettled(setting, 'web')).toBe(before);
    },
  );

  it('has no way back once it was killed after its last write: nothing is left of the CA from before', async () => {
    const setting = await rotatingCluster(['web']);
    const before = setting.caIn('current');
    expect((await dieAfter(setting, 8)).exitCode).toBeNull();
    const fresh = await expectSettled(setting, 'web');
    expect(fresh).not.toBe(before);
    const { stdout, stderr, exitCode } = await setting.run(...rotate, '--abort');
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain('Nothing to do: AWS trusts one CA');
    expect(await expectSettled(setting, 'web')).toBe(fresh);
  });

  it('goes back although going back was killed after each write, too', async () => {
    const setting = await rotatingCluster(['web']);
    const before = setting.caIn('current');
    expect((await dieAfter(setting, 5)).exitCode).toBeNull();
    for (;;) {
      const { exitCode } = await dieAfter(setting, 1, [...rotate, '--abort']);
      await expectTrusted(setting, 'web');
      if (exitCode !== null) break;
    }
    expect(await expectSettled(setting, 'web')).toBe(before);
  });

  it('comes to its end although AWS throttles it', async () => {
    const setting = await rotatingCluster(['web']);
    const throttled = ['GetTrustAnchor', 'UpdateTrustAnchor'];
    setting.aws.emulator.setFaults(
      throttled.map((operation) => ({
        match: { operation },
        fault: { kind: 'throttle' },
        times: 2,
      })),
    );
    const { stderr, exitCode } = await setting.run(...rotate);
    expect(exitCode, stderr).toBe(0);
    await expectSettled(setting, 'web');
  });

  it('stops at Ctrl-C, and says how to go on and how to go back', async () => {
    const setting = await rotatingCluster(['web']);
    setting.delivers = false;
    const { directory, environment } = setting;
    const child = startIamra(rotate, { directory, environment });
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
      if (stderr.includes('✓ Have cert-manager') && !child.killed) child.kill('SIGINT');
    });
    const exitCode = await new Promise((resolve) => child.on('close', resolve));
    expect(stderr).toMatch(
      /run the same command again to go on, or with --abort to go back[^]*IAMRA905/,
    );
    expect(exitCode).toBe(130);
    await expectTrusted(setting, 'web');
  });
});
