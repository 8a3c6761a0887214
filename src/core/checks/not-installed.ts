import type { Verdict } from './check.ts';

/** Of checks that look at what the chart installs; the check of the webhook's configuration says it. */
export const notInstalled: Verdict = { skipped: 'iamra is not installed in this cluster' };
