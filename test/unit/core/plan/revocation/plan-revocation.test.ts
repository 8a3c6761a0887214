import { describe, expect, it } from 'vitest';
import type { Tags } from '../../../../../src/core/anywhere/tags.ts';
import { ownershipTags } from '../../../../../src/core/anywhere/tags.ts';
import { readCertificate } from '../../../../../src/core/pki/certificate-facts.ts';
import { parseRevocationList } from '../../../../../src/core/pki/revocation-list.ts';
import type { KnownCertificate } from '../../../../../src/core/plan/revocation/known-certificate.ts';
import { planRevocation } from '../../../../../src/core/plan/revocation/plan-revocation.ts';
import { planUnrevocation } from '../../../../../src/core/plan/revocation/plan-unrevocation.ts';
import {
  type AnchorLists,
  sortAnchorLists,
  type TaggedList,
} from '../../../../../src/core/plan/revocation/revocation-authority.ts';
import type { CertificateToReplace } from '../../../../../src/core/plan/revocation/revocation-step.ts';
import { signLists } from '../../../../../src/core/plan/revocation/sign-lists.ts';
import { makeCa, makeCertificate, makeRevocationList } from '../../../../fixtures/certificates.ts';

const now = new Date('2026-06-01T12:00:00Z');
const ca = await makeCa(now);
const next = await makeCa(now, { name: 'next' });
const stranger = await makeCa(now, { name: 'stranger' });
const leaf = await makeCertificate(now, { issuer: ca });
const { serialNumber } = readCertificate(leaf.certificatePem);
const ours = ownershipTags('home');

function imported(id: string, text: string, tags: Tags): TaggedList {
  const list = { id, arn: `arn:${id}`, name: id, enabled: true, trustAnchorArn: 'anchor', text };
  return { imported: list, tags };
}

const ourList = imported('ours', await makeRevocationList(now, ca, leaf), ours);
const anchorOf = (...lists: TaggedList[]): AnchorLists =>
  sortAnchorLists(ca.certificatePem + next.certificatePem, lists, 'home');

function certificate(serial: string, issuer = ca): KnownCertificate {
  const { fingerprint256 } = readCertificate(issuer.certificatePem).certificate;
  const unknown = { serviceAccount: undefined, notBefore: undefined, notAfter: undefined };
  return { serialNumber: serial, issuer: fingerprint256, ...unknown, seenIn: [] };
}

const order = { cluster: 'home', replace: [], reason: 'superseded', now } as const;

describe('sortAnchorLists', () => {
  it('goes by the signature: what no CA of the anchor has signed is stale if it is ours, else foreign', async () => {
    const theirs = imported('theirs', await makeRevocationList(now, ca, ca), {});
    const stale = imported('stale', await makeRevocationList(now, stranger, ca), ours);
    const foreign = imported('foreign', 'no list at all', {});
    const sorted = anchorOf(theirs, ourList, stale, foreign);
    expect(sorted.authorities.map(({ lists }) => lists.map((list) => list.imported.id))).toEqual([
      ['ours', 'theirs'],
      [],
    ]);
    expect(sorted.stale.map(({ id }) => id)).toEqual(['stale']);
    expect(sorted.foreign.map(({ id }) => id)).toEqual(['foreign']);
  });
});

describe('planRevocation', () => {
  it('plans nothing for what is revoked already', () => {
    const anchor = anchorOf(ourList);
    const plan = planRevocation({ ...order, anchor, certificates: [certificate(serialNumber)] });
    expect(plan.steps).toEqual([]);
    expect(plan.changes).toEqual([
      { action: 'keep', resource: 'revocation list ours', details: [] },
    ]);
  });

  it('plans new certificates after the lists, and none where cert-manager is at it', () => {
    const replacement = (isIssuing: boolean): CertificateToReplace => ({
      ...{ namespace: 'default', name: 'iamra-web', secretName: 'iamra-web' },
      ...{ serialNumber: '0b', isIssuing },
    });
    const plan = planRevocation({
      ...order,
      anchor: anchorOf(ourList),
      certificates: [certificate('0b')],
      replace: [replacement(false), replacement(true)],
    });
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['update-list', 'replace-certificate']);
    expect(plan.changes.map(({ action }) => action)).toEqual(['update', 'update', 'keep']);
  });

  it('makes lists that say what was revoked before and now, in force until their CA ends', async () => {
    const anchor = anchorOf(ourList);
    const certificates = [certificate('0b'), certificate('0c', next)];
    const { steps } = planRevocation({ ...order, anchor, certificates });
    expect(steps.map(({ kind }) => kind)).toEqual(['update-list', 'import-list']);
    const signed = await signLists(steps, { place: 'here', cas: [ca, next] }, now);
    const lists = [...signed.values()].map(parseRevocationList);
    expect(lists).toMatchObject([
      {
        number: 2n,
        nextUpdate: readCertificate(ca.certificatePem).notAfter,
        entries: [
          { serialNumber, reason: 'unspecified' },
          { serialNumber: '0b', reason: 'superseded', revokedAt: now },
        ],
      },
      { number: 1n, entries: [{ serialNumber: '0c' }] },
    ]);
  });

  it('finds nothing to do once its lists are there', async () => {
    const certificates = [certificate('0b'), certificate('0c', next)];
    const { steps } = planRevocation({ ...order, anchor: anchorOf(ourList), certificates });
    const signed = await signLists(steps, { place: 'here', cas: [ca, next] }, now);
    const lists = [...signed.values()].map((text, index) => imported(`${index}`, text, ours));
    expect(planRevocation({ ...order, anchor: anchorOf(...lists), certificates }).steps).toEqual(
      [],
    );
  });
});

describe('planUnrevocation', () => {
  it('takes entries off every list of the anchor that has them', async () => {
    const theirs = imported('theirs', await makeRevocationList(now, ca, leaf), {});
    const anchor = anchorOf(ourList, theirs);
    const { steps, removed } = planUnrevocation({ anchor, serialNumbers: [serialNumber] });
    expect(steps.map((step) => ('name' in step ? step.name : ''))).toEqual(['ours', 'theirs']);
    expect(removed).toEqual([serialNumber]);
  });

  it('leaves the lists of others where everything is meant', async () => {
    const theirs = imported('theirs', await makeRevocationList(now, ca, leaf), {});
    const { steps } = planUnrevocation({ anchor: anchorOf(ourList, theirs), serialNumbers: 'all' });
    expect(steps).toMatchObject([{ kind: 'update-list', name: 'ours', list: { entries: [] } }]);
  });
});
