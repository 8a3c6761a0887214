import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { emulatedAws } from './support/emulated-aws.ts';
import { bareCluster } from './support/healthy-cluster.ts';
import { runIamra } from './support/run-iamra.ts';
import { temporaryDirectory } from './support/temporary-directory.ts';

const outcome = z.enum(['pass', 'warn', 'fail', 'skip']);

const doctorResult = z.strictObject({
  ok: z.boolean(),
  summary: z.record(outcome, z.int()),
  checks: z.array(
    z.strictObject({
      name: z.string(),
      category: z.enum(['kubernetes', 'cert-manager', 'webhook', 'identity', 'workloads', 'aws']),
      title: z.string(),
      outcome,
      detail: z.string().optional(),
      reason: z.string().optional(),
      findings: z.array(
        z.strictObject({
          code: z.string().regex(/^IAMRA\d{3}$/),
          severity: z.enum(['warn', 'fail']),
          message: z.string().min(1),
          fix: z.string().min(1),
          docs: z.url(),
        }),
      ),
    }),
  ),
  fixes: z.array(
    z.strictObject({
      subject: z.string(),
      outcome: z.enum(['done', 'failed', 'left']),
      message: z.string(),
    }),
  ),
});

describe('the JSON of iamra doctor', () => {
  it('has the same form by --json and by -o json, and nothing else is on stdout', async () => {
    const directory = await temporaryDirectory();
    const { environment } = await emulatedAws();
    const cluster = await bareCluster();
    const options = { directory, environment: { ...environment, ...cluster.environment } };
    const forms = [['--json'], ['-o', 'json'], ['-ojson'], ['--output=json']];
    const runs = await Promise.all(forms.map((form) => runIamra(['doctor', ...form], options)));
    const results = runs.map(({ stdout }) => doctorResult.parse(JSON.parse(stdout)));
    expect(results[0]?.checks.find(({ name }) => name === 'webhook-configuration')).toMatchObject({
      outcome: 'fail',
      findings: [{ code: 'IAMRA124' }],
    });
    for (const result of results) expect(result.summary).toEqual(results[0]?.summary);
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([1, 1, 1, 1]);
  });
});
