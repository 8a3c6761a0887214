import { catalogue, type IamraCode } from '../errors/catalogue.ts';
import type { Check, Verdict } from './check.ts';
import type { DriftDetectionState } from './drift-detection-state.ts';
import { type Finding, warning } from './finding.ts';
import { readGauge } from './read-gauge.ts';

// Fewer are owed to a restart, or to a failure that passed.
const missedLooks = 3;

/** Drift detection, where it is on, looks as often as it should, sees AWS, and finds nothing. */
export const driftDetection: Check<'driftDetection'> = {
  name: 'drift-detection',
  category: 'aws',
  title: 'Drift detection works and finds nothing',
  codes: ['IAMRA280', 'IAMRA281', 'IAMRA282', 'IAMRA151'],
  needs: ['driftDetection'],
  judge: ({ driftDetection: state }, now) => judgeDriftDetection(state, now),
};

export function judgeDriftDetection(state: DriftDetectionState | undefined, now: Date): Verdict {
  if (state === undefined) return { skipped: 'drift detection is off' };
  const forbidden = state.controllers.find(({ kind }) => kind === 'forbidden');
  if (forbidden?.kind === 'forbidden') {
    const message = `The identity controllers cannot be asked through the API server: ${forbidden.reason}`;
    return {
      findings: [warning('IAMRA151', message, 'use a context that may “get” pods/proxy')],
    };
  }
  const metrics = metricsOfLeader(state);
  if (metrics === undefined) return { findings: [silent(state)] };
  const last = readGauge(metrics, 'iamra_drift_last_run_timestamp_seconds');
  if (last === undefined) return { findings: [], detail: 'it has not looked yet' };
  const detail = `it looked at ${new Date(last * 1000).toISOString()}`;
  return {
    findings: [...judgeLastLook(metrics, last, state, now), ...judgeDrift(metrics)],
    detail,
  };
}

function metricsOfLeader({ controllers }: DriftDetectionState): string | undefined {
  const pages = controllers.flatMap((report) =>
    report.kind === 'answered' ? [report.metrics] : [],
  );
  return pages.find((page) => readGauge(page, 'iamra_controller_leader') === 1);
}

function silent({ namespace, controllers }: DriftDetectionState): Finding {
  const unreachable = controllers.find(({ kind }) => kind === 'unreachable');
  const reason = unreachable?.kind === 'unreachable' ? `: ${unreachable.reason}` : '';
  return warning(
    'IAMRA282',
    `No identity controller says that it leads${reason}.`,
    logs(namespace),
  );
}

function judgeLastLook(
  metrics: string,
  last: number,
  { namespace }: DriftDetectionState,
  now: Date,
): Finding[] {
  const interval = readGauge(metrics, 'iamra_drift_interval_seconds') ?? Infinity;
  const age = now.getTime() / 1000 - last;
  if (age > missedLooks * interval) {
    const message = `Drift detection looked at AWS ${Math.round(age / 60)} minutes ago for the last time; it should every ${Math.round(interval / 60)}.`;
    return [warning('IAMRA282', message, logs(namespace))];
  }
  const code = failureIn(metrics);
  if (code === undefined) return [];
  if (code === 'IAMRA281') return [warning(code, catalogue[code].title)];
  const message = `Drift detection fails with ${code}: ${catalogue[code].title}`;
  return [warning('IAMRA282', message, logs(namespace))];
}

function failureIn(metrics: string): IamraCode | undefined {
  const [, code = ''] = /^iamra_drift_failure\{code="(IAMRA\d{3})"\} 1$/m.exec(metrics) ?? [];
  return Object.hasOwn(catalogue, code) ? (code as IamraCode) : undefined;
}

function judgeDrift(metrics: string): Finding[] {
  const samples = metrics.matchAll(/^iamra_drift_resources\{kind="([\w-]+)"\} (\d+)$/gm);
  const drifted = [...samples].filter(([, , count]) => count !== '0');
  if (drifted.length === 0) return [];
  const list = drifted.map(([, kind = '', count = '']) => `${count} of kind ${kind}`).join(', ');
  return [warning('IAMRA280', `AWS differs from the iamra.yaml in the cluster: ${list}.`)];
}

function logs(namespace: string): string {
  return `kubectl --namespace ${namespace} logs deployment/iamra-identity-controller`;
}
