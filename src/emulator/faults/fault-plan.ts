import type { EmulatorRequest } from '../exchange.ts';
import type { Fault, FaultRule } from './fault-rule.ts';
import { TokenBucket } from './token-bucket.ts';

interface Pending {
  readonly rule: FaultRule;
  readonly allowance: TokenBucket | undefined;
  left: number;
}

/** The faults that are still to come. */
export class FaultPlan {
  private readonly now: () => Date;
  private pending: Pending[] = [];

  constructor(rules: readonly FaultRule[], now: () => Date) {
    this.now = now;
    this.replace(rules);
  }

  replace(rules: readonly FaultRule[]): void {
    this.pending = rules.map((rule) => ({
      rule,
      allowance: this.allowance(rule.fault),
      left: rule.times ?? Infinity,
    }));
  }

  /** The fault of the first rule that matches; it counts as used. */
  take(request: EmulatorRequest, operation: string): Fault | undefined {
    const entry = this.pending.find(
      ({ rule, allowance }) =>
        matches(rule, request, operation) && allowance?.take(this.now()) !== true,
    );
    if (entry === undefined) return undefined;
    entry.left -= 1;
    this.pending = this.pending.filter(({ left }) => left > 0);
    return entry.rule.fault;
  }

  private allowance(fault: Fault): TokenBucket | undefined {
    if (fault.kind !== 'throttle' || fault.perSecond === undefined) return undefined;
    return new TokenBucket(fault.perSecond, this.now());
  }
}

function matches({ match }: FaultRule, request: EmulatorRequest, operation: string): boolean {
  return (
    (match.operation ?? operation) === operation &&
    (match.method ?? request.method) === request.method &&
    (match.path ?? request.path) === request.path
  );
}
