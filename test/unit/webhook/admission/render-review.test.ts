import { describe, expect, it } from 'vitest';
import type { AdmissionResponse } from '../../../../webhook/server/admission/admission-review.ts';
import { renderReview } from '../../../../webhook/server/admission/render-review.ts';

const uid = 'a"b\\c\n\u2028\ud800';

const responses: [string, AdmissionResponse][] = [
  ['an admission', { uid, allowed: true }],
  ['an injection', { uid, allowed: true, patchType: 'JSONPatch', patch: 'W10=' }],
  ['warnings', { uid, allowed: true, warnings: ['“quoted” \u0001', ''] }],
  [
    'a refusal',
    { uid, allowed: false, status: { code: 403, reason: 'Forbidden', message: 'no\n"' } },
  ],
];

describe('a review as JSON', () => {
  it.each(responses)('says the same as JSON.stringify for %s', (_name, response) => {
    const review = {
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      response,
    } as const;
    expect(renderReview(review)).toBe(JSON.stringify(review));
  });
});
