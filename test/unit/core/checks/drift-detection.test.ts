import { describe, expect, it } from 'vitest';
import { judgeDriftDetection } from '../../../../src/core/checks/drift-detection.ts';
import type { ControllerReport } from '../../../../src/core/checks/drift-detection-state.ts';
import { IamraError } from '../../../../src/core/errors/iamra-error.ts';
import { DriftMetrics } from '../../../../webhook/controller/drift/drift-metrics.ts';
import type { DriftReport } from '../../../../webhook/controller/drift/drift-report.ts';
import { renderMetrics } from '../../../../webhook/observe/metrics/metric.ts';

const now = new Date('2026-06-01T12:00:00Z');
const hour = 60 * 60 * 1000;
const quiet: DriftReport = { compared: 3, drifted: [] };

/** The page of a controller that looks every hour. */
function controller(...runs: ReadonlyArray<DriftReport | IamraError>): ControllerReport {
  const metrics = new DriftMetrics(hour);
  for (const result of runs) {
    metrics.record({ endedAt: now.getTime() - hour / 2, milliseconds: 100, result });
  }
  return { kind: 'answered', metrics: `${renderMetrics(metrics.all)}iamra_controller_leader 1\n` };
}

const judge = (...controllers: ControllerReport[]): ReturnType<typeof judgeDriftDetection> =>
  judgeDriftDetection({ namespace: 'iamra-system', controllers }, now);

const standby: ControllerReport = { kind: 'answered', metrics: 'iamra_controller_leader 0\n' };

describe('the check of drift detection', () => {
  it('is skipped where drift detection is off', () => {
    expect(judgeDriftDetection(undefined, now)).toEqual({ skipped: 'drift detection is off' });
  });

  it('goes by the controller that leads', () => {
    expect(judge(standby, controller(quiet))).toEqual({
      findings: [],
      detail: 'it looked at 2026-06-01T11:30:00.000Z',
    });
  });

  it('waits for the first look', () => {
    expect(judge(controller())).toEqual({ findings: [], detail: 'it has not looked yet' });
  });

  it('finds drift, by kind', () => {
    const role = { kind: 'role', action: 'update', resource: 'role web', details: [] } as const;
    const report = { compared: 3, drifted: [role, role] };
    expect(judge(controller(quiet, report))).toMatchObject({
      findings: [
        {
          code: 'IAMRA280',
          severity: 'warn',
          message: 'AWS differs from the iamra.yaml in the cluster: 2 of kind role.',
        },
      ],
    });
  });

  it('finds a failure, with its own code', () => {
    const unreachable = new IamraError('IAMRA205', 'No answer.');
    expect(judge(controller(quiet, unreachable))).toMatchObject({
      findings: [
        {
          code: 'IAMRA282',
          message: 'Drift detection fails with IAMRA205: AWS could not be reached.',
          fix: 'kubectl --namespace iamra-system logs deployment/iamra-identity-controller',
        },
      ],
    });
    expect(judge(controller(new IamraError('IAMRA281', 'None.')))).toMatchObject({
      findings: [{ code: 'IAMRA281' }],
    });
    expect(judge(controller(unreachable, quiet))).toMatchObject({ findings: [] });
  });

  it('finds looks that fail to come', () => {
    const later = new Date(now.getTime() + 3 * hour);
    const state = { namespace: 'iamra-system', controllers: [controller(quiet)] };
    expect(judgeDriftDetection(state, later)).toMatchObject({
      findings: [
        {
          code: 'IAMRA282',
          message:
            'Drift detection looked at AWS 210 minutes ago for the last time; it should every 60.',
        },
      ],
    });
  });

  it('finds that nobody leads, or that nobody can be asked', () => {
    expect(judge(standby, { kind: 'unreachable', reason: 'no route' })).toMatchObject({
      findings: [
        { code: 'IAMRA282', message: 'No identity controller says that it leads: no route.' },
      ],
    });
    expect(judge({ kind: 'forbidden', reason: 'pods/proxy' })).toMatchObject({
      findings: [{ code: 'IAMRA151' }],
    });
  });
});
