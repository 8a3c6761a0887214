import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WitnessResult } from '../../src/actions/audit/audit-result.ts';
import { rolesAnywhereRequest } from '../../src/core/access/roles-anywhere-request.ts';
import { judgeRole } from '../../src/core/audit/judge-role.ts';
import { type Stranger, strangerContext } from '../../src/core/audit/stranger.ts';
import { evaluateTrustPolicy } from '../../src/core/iam/evaluate-trust-policy.ts';
import { parsePolicyDocument } from '../../src/core/iam/parse-policy.ts';
import { generateKey } from '../../src/core/pki/generate-key.ts';
import type { IssuedCertificate } from '../../src/core/pki/issue-certificate.ts';
import { issueCertificate } from '../../src/core/pki/issue-certificate.ts';
import {
  BasicConstraintsExtension,
  type JsonGeneralName,
  type JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
} from '../../src/core/pki/x509.ts';
import {
  type AccessBench,
  makeProfile,
  makeRole,
  startAccessBench,
} from '../fixtures/access-bench.ts';
import { anchor, auditedPlace, otherAnchor } from '../fixtures/audited-role.ts';
import { anchorArn, profile as usualProfile } from '../fixtures/aws-side.ts';
import { makeCa, makeCertificate, signingIdentity, validAround } from '../fixtures/certificates.ts';
import {
  namedAnchor,
  namedUri,
  randomMappings,
  randomStranger,
  randomTrustPolicy,
} from '../fixtures/random-trust-policies.ts';

type Randomly<T> = T extends fc.Arbitrary<infer Value> ? Value : never;
type Names = Partial<Record<'commonName' | 'uri' | 'dns', string | undefined>>;

const fields = ['x509Subject', 'x509SAN', 'x509Issuer'] as const;

function mappingsOf(random: Randomly<typeof randomMappings>) {
  return fields
    .map((certificateField) => ({ certificateField, specifiers: random[certificateField] }))
    .filter(({ specifiers }) => specifiers.length > 0);
}

describe('over real HTTP', () => {
  const now = new Date();
  let bench: AccessBench;
  let anchors: { arn: string; ca: IssuedCertificate }[];

  beforeAll(async () => {
    bench = await startAccessBench();
    anchors = [];
    for (const name of ['named', 'other']) {
      const ca = await makeCa(now, { name });
      const { certificatePem: certificates } = ca;
      const { arn } = await bench.aws.rolesAnywhere.createTrustAnchor({
        name,
        certificates,
        tags: {},
      });
      anchors.push({ arn, ca });
    }
  });

  afterAll(() => bench.stop());

  /** The CA of a witness; of a trust anchor that has yet to be made, after it was made. */
  async function anchorOf(witness: WitnessResult) {
    const known = anchors.find(({ arn }) => arn === witness.trustAnchor.arn);
    if (known !== undefined) return { ...known, remove: () => Promise.resolve() };
    const ca = await makeNamedCa(witness.certificate.issuer);
    const { rolesAnywhere } = bench.aws;
    const certificates = ca.certificatePem;
    const made = await rolesAnywhere.createTrustAnchor({ name: 'made', certificates, tags: {} });
    return { arn: made.arn, ca, remove: () => rolesAnywhere.deleteTrustAnchor(made.id) };
  }

  function makeNamedCa(issuer: string): Promise<IssuedCertificate> {
    return issueCertificate({
      subject: parseName(issuer),
      ...validAround(now),
      keys: generateKey(),
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
      ],
    });
  }

  async function sessionOf(witness: WitnessResult, roleArn: string): Promise<number> {
    const { arn: trustAnchorArn, ca, remove } = await anchorOf(witness);
    const { subject, uri, dns } = witness.certificate;
    const leaf = await makeCertificate(now, {
      issuer: ca,
      subject: parseName(subject),
      names: alternativeNames({ uri: uri ?? undefined, dns: dns ?? undefined }),
    });
    const profileArn =
      witness.profile.arn ??
      (await makeProfile(bench.aws, [roleArn], witness.profile.attributeMappings)).arn;
    const sessionName = witness.sessionName ?? undefined;
    const arns = { trustAnchorArn, profileArn, roleArn };
    const { status } = await bench.createSession(arns, signingIdentity(leaf), { sessionName });
    await remove();
    return status;
  }

  async function strangerSession(
    names: Names,
    anchorIndex: number,
    arns: { profileArn: string; roleArn: string },
  ): Promise<number> {
    const { arn, ca } = anchors[anchorIndex] ?? { arn: '', ca: undefined };
    if (ca === undefined) throw new Error('no such trust anchor');
    const leaf = await makeCertificate(now, {
      issuer: ca,
      subject: [
        ...(names.commonName === undefined ? [] : [{ CN: [names.commonName] }]),
        { L: ['x'] },
      ],
      names: alternativeNames(names),
    });
    const session = { ...arns, trustAnchorArn: arn };
    return (await bench.createSession(session, signingIdentity(leaf))).status;
  }

  const input = fc.record({
    trustPolicy: randomTrustPolicy,
    mappings: randomMappings,
    acceptRoleSessionName: fc.boolean(),
    isListed: fc.constantFrom(true, true, true, false),
    strangers: fc.array(randomStranger, { minLength: 3, maxLength: 3 }),
  });

  test('whoever audit shows gets a session, and where it finds nothing no stranger does', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(input, async ({ trustPolicy, mappings, strangers, ...setting }) => {
        const text = trustPolicy.replaceAll(namedAnchor, anchors[0]?.arn ?? '');
        const role = await makeRole(bench.aws, text);
        const listed = setting.isListed ? role.arn : role.arn.replace('role-', 'none-');
        const profile = await makeProfile(bench.aws, [listed], mappingsOf(mappings), setting);
        const found = (await bench.audit(role.name)).findings;
        const about = found.filter(({ arn, severity }) => arn === role.arn && severity !== 'note');
        for (const { witness, kind } of about) {
          seen.add(kind);
          if (witness !== null) expect(await sessionOf(witness, role.arn)).toBe(201);
        }
        if (about.length > 0) return;
        seen.add('closed');
        const arns = { profileArn: profile.arn, roleArn: role.arn };
        for (const names of strangers) {
          expect(await strangerSession(names, 0, arns)).not.toBe(201);
          expect(await strangerSession({ ...names, uri: namedUri }, 1, arns)).not.toBe(201);
        }
      }),
      { numRuns: 25 },
    );
    expect([...seen]).toEqual(expect.arrayContaining(['closed', 'any-certificate']));
  });
});

/** `CN=a,O=b`; no value here holds a comma. */
function parseName(text: string): JsonName {
  return text.split(',').map((attribute) => {
    const [type = '', ...value] = attribute.split('=');
    return { [type]: [value.join('=')] };
  });
}

function alternativeNames({ uri, dns }: Pick<Names, 'uri' | 'dns'>): JsonGeneralName[] {
  return [
    ...(dns === undefined ? [] : [{ type: 'dns' as const, value: dns }]),
    ...(uri === undefined ? [] : [{ type: 'url' as const, value: uri }]),
  ];
}

describe('by the evaluator alone', () => {
  function findings(text: string, mappings: Randomly<typeof randomMappings>) {
    const profile = { ...usualProfile, attributeMappings: mappingsOf(mappings) };
    const document = parsePolicyDocument(text);
    const found = judgeRole({
      place: auditedPlace,
      role: { name: 'web', arn: profile.roleArns[0] ?? '' },
      ...{ document, profiles: [profile], trustAnchors: [anchor, otherAnchor], config: undefined },
    });
    return { found, document, profile };
  }

  function stranger(
    names: Names,
    trustAnchor: typeof anchor,
    profile: typeof usualProfile,
  ): Stranger {
    const { commonName, uri, dns } = names;
    return {
      certificate: {
        subject:
          commonName === undefined
            ? [{ type: 'L', value: 'x' }]
            : [{ type: 'CN', value: commonName }],
        issuer: [
          { type: 'CN', value: 'iamra workload CA test' },
          { type: 'O', value: 'test' },
        ],
        alternativeNames: {
          dns: dns === undefined ? [] : [dns],
          uri: uri === undefined ? [] : [uri],
          directoryNames: [],
        },
      },
      trustAnchor: { ...trustAnchor, state: 'enabled', issuers: undefined },
      profile: { ...profile, state: 'enabled' },
      sessionName: undefined,
    };
  }

  const policy = randomTrustPolicy.map((text) => text.replaceAll(namedAnchor, anchorArn));

  test('what is found is allowed, and what its mend is added to is closed', () => {
    fc.assert(
      fc.property(policy, randomMappings, (text, mappings) => {
        const { found, document } = findings(text, mappings);
        for (const finding of found) {
          if (finding.stranger === undefined) continue;
          const request = rolesAnywhereRequest(strangerContext(finding.stranger));
          expect(evaluateTrustPolicy(document, request).outcome).toBe('allowed');
        }
        const { Statement: statements } = JSON.parse(text) as { Statement: object[] };
        const mended = found.flatMap(({ mend }) => mend);
        const again = JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            ...statements,
            ...mended.map((each, index) => ({ ...each, Sid: `Mend${index}` })),
          ],
        });
        const left = findings(again, mappings).found.map((finding) => finding.stranger);
        expect(left.filter((one) => one !== undefined)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('where nothing is found no stranger is allowed, neither by name nor by trust anchor', () => {
    const strangers = fc.array(randomStranger, { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(policy, randomMappings, strangers, (text, mappings, listed) => {
        const { found, document, profile } = findings(text, mappings);
        fc.pre(found.length === 0);
        const outcome = (one: Stranger): string =>
          evaluateTrustPolicy(document, rolesAnywhereRequest(strangerContext(one))).outcome;
        for (const names of listed) {
          expect(outcome(stranger(names, anchor, profile))).toBe('denied');
          expect(outcome(stranger({ ...names, uri: namedUri }, otherAnchor, profile))).toBe(
            'denied',
          );
        }
      }),
      { numRuns: 100 },
    );
  });
});
