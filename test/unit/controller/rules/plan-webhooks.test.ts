import { describe, expect, it } from 'vitest';
import { isAsked, planWebhooks } from '../../../../webhook/controller/rules/plan-webhooks.ts';

const wanted = { name: 'ours', failurePolicy: 'Ignore', clientConfig: { service: { port: 443 } } };
const other = { name: 'other', clientConfig: {} };
const trusted = { ...wanted, clientConfig: { ...wanted.clientConfig, caBundle: 'Q0E=' } };

describe('the entries of the webhook configuration', () => {
  it('have ours behind those of others when it is needed', () => {
    expect(planWebhooks([other], wanted, true)).toEqual([other, wanted]);
  });

  it('have ours no longer when it is not', () => {
    expect(planWebhooks([trusted, other], wanted, false)).toEqual([other]);
  });

  it.each([
    ['ours is there with its CA', [other, trusted], true],
    ['ours is not there', [other], false],
    ['there are none', [], false],
  ])('stay as they are where %s, and that is right', (_what, present, isNeeded) => {
    expect(planWebhooks(present, wanted, isNeeded)).toBeUndefined();
  });

  it.each([
    ['another value', { failurePolicy: 'Fail' }],
    ['one field more', { matchConditions: [] }],
    ['one field less', { failurePolicy: undefined }],
    ['another address', { clientConfig: { caBundle: 'Q0E=', url: 'https://elsewhere' } }],
  ])('are put right where ours has %s, and its CA stays', (_what, change) => {
    expect(planWebhooks([{ ...trusted, ...change }, other], wanted, true)).toEqual([
      trusted,
      other,
    ]);
  });
});

describe('API servers ask', () => {
  it('where our entry has a CA, whatever else is to be put right in it', () => {
    expect(isAsked([other, { ...trusted, failurePolicy: 'Fail' }], wanted)).toBe(true);
  });

  it.each([
    ['there is no entry', [other]],
    ['it has no CA yet', [wanted]],
    [
      'it has an empty one',
      [{ ...wanted, clientConfig: { ...wanted.clientConfig, caBundle: '' } }],
    ],
  ])('not where %s', (_what, present) => {
    expect(isAsked(present, wanted)).toBe(false);
  });
});
