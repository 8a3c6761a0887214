import { Counter } from '../../observe/metrics/counter.ts';
import { Histogram } from '../../observe/metrics/histogram.ts';
import { LabelledGauge } from '../../observe/metrics/labelled-gauge.ts';
import type { Metric } from '../../observe/metrics/metric.ts';
import type { AnsweredAdmission } from '../admission/record-admission.ts';

/** How many rules are in force as they stand, and how many are not; undefined before they are known. */
export type RuleCounts = Readonly<Record<'ready' | 'bad', number>> | undefined;

/** Everything that the webhook counts of injection rules. */
export class RulesMetrics {
  readonly admissions = new Counter(
    {
      name: 'iamra_webhook_rules_admission_requests_total',
      help: 'Admission requests of pods answered by injection rules, by outcome and reason code.',
    },
    ['outcome', 'reason'],
  );
  readonly admissionDuration: Histogram;
  readonly validations = new Counter(
    {
      name: 'iamra_webhook_rule_validations_total',
      help: 'Injection rules judged before they are stored, by outcome and reason code.',
    },
    ['outcome', 'reason'],
  );
  readonly applied = new Counter(
    {
      name: 'iamra_webhook_rule_applications_total',
      help: 'Pods that an injection rule was applied to, by rule.',
    },
    ['rule'],
  );
  readonly skipped = new Counter(
    {
      name: 'iamra_webhook_rule_skips_total',
      help: 'Pods that an injection rule selects and could not be applied to, by rule.',
    },
    ['rule'],
  );
  readonly all: readonly Metric[];

  constructor(durationBounds: readonly number[], counts: () => RuleCounts) {
    this.admissionDuration = new Histogram(
      {
        name: 'iamra_webhook_rules_admission_duration_seconds',
        help: 'Time from the headers of a request about injection rules to its answer.',
      },
      durationBounds,
    );
    this.all = [
      this.admissions,
      this.admissionDuration,
      this.validations,
      this.applied,
      this.skipped,
      new LabelledGauge(
        {
          name: 'iamra_webhook_rules',
          help: 'Injection rules, by whether they are in force as they stand (ready) or not (bad).',
        },
        'state',
        () => Object.entries(counts() ?? {}),
      ),
    ];
  }

  /** Counts a pod for each rule that it met; one of a dry run is never made. */
  countPod({ request, admission: { rules } }: AnsweredAdmission): void {
    if (request.dryRun || rules === undefined) return;
    for (const rule of rules.applied) this.applied.increment({ rule });
    for (const rule of rules.skipped) this.skipped.increment({ rule });
  }

  /** Drops what was counted of rules other than these. */
  keepRules(keys: Iterable<string>): void {
    const rules = new Set(keys);
    this.applied.keep('rule', rules);
    this.skipped.keep('rule', rules);
  }
}
