import type { EmulatorRequest } from '../exchange.ts';
import type { Fault, FaultRule } from './fault-rule.ts';

interface Pending {
  readonly rule: FaultRule;
  left: number;
}

/** The faults that are still to come. */
export class FaultPlan {
  private pending: Pending[] = [];

  constructor(rules: readonly FaultRule[]) {
    this.replace(rules);
  }

  replace(rules: readonly FaultRule[]): void {
    this.pending = rules.map((rule) => ({ rule, left: rule.times ?? Infinity }));
  }

  /** The fault of the first rule that matches; it counts as used. */
  take(request: EmulatorRequest, operation: string): Fault | undefined {
    const entry = this.pending.find(({ rule }) => matches(rule, request, operation));
    if (entry === undefined) return undefined;
    entry.left -= 1;
    this.pending = this.pending.filter(({ left }) => left > 0);
    return entry.rule.fault;
  }
}

function matches({ match }: FaultRule, request: EmulatorRequest, operation: string): boolean {
  return (
    (match.operation ?? operation) === operation &&
    (match.method ?? request.method) === request.method &&
    (match.path ?? request.path) === request.path
  );
}
