import type { PolicyDocument } from '../iam/policy-document.ts';
import type { AuditedRole } from './audited-role.ts';
import {
  attributeOfKey,
  attributeOfTag,
  type CertificateAttribute,
  limitsOf,
  strangerValue,
} from './certificate-attribute.ts';
import { variableKeys } from './expanded-values.ts';
import { knownDemands } from './known-demands.ts';
import {
  anchorKey,
  commonNameAttribute,
  concernedStatements,
  type NamedValues,
  namedValues,
  sessionNameKey,
  sourceIdentityKey,
  tagKeysKey,
} from './policy-terms.ts';
import type { StrangerAnchor, StrangerProfile } from './stranger.ts';
import { strangerAnchors } from './stranger-anchors.ts';
import { strangerProfiles } from './stranger-profiles.ts';
import { conditionsOf, isWithin, type KnownKeys, triedValues } from './tried-values.ts';
import { variableFillings } from './variable-fillings.ts';

/** Everything that strangers to a role are made of. */
export interface SearchSpace {
  readonly document: PolicyDocument;
  readonly named: NamedValues;
  /** ARNs of the trust anchors that the role is meant for. */
  readonly meantAnchors: readonly string[];
  readonly anchors: readonly StrangerAnchor[];
  readonly profiles: readonly StrangerProfile[];
  /** The values to try for each attribute; any may be absent as well. */
  readonly attributes: ReadonlyMap<CertificateAttribute, readonly string[]>;
  readonly sessionNames: readonly string[];
  /** Attributes that other attributes are compared with. */
  readonly variables: ReadonlySet<CertificateAttribute>;
  readonly looksAtTagKeys: boolean;
  /** False where there may be values that matter beside these. */
  readonly complete: boolean;
}

const sessionNameLimits = { alphabet: /^[\w+=,.@-]$/, minimumLength: 2, maximumLength: 64 };

export function searchSpace(audited: AuditedRole): SearchSpace {
  const { document, place } = audited;
  const anchors = strangerAnchors(audited);
  const variables = variableAttributes(document);
  const keys = attributesOf(document, variables);
  const known: KnownKeys = (key) => {
    const attribute = attributeOfKey(key);
    if (attribute !== undefined) return [strangerValue(attribute)];
    return otherKeys(key.toLowerCase(), place.account, anchors);
  };
  const tried = keys.map((attribute) => {
    const limits = limitsOf(attribute);
    const { values, complete } = triedValues(document, attribute, {
      limits,
      usual: strangerValue(attribute),
      known,
    });
    return { attribute, values: [...values, ...longNames(document, attribute)], complete };
  });
  const names = triedValues(document, sessionNameKey, {
    limits: sessionNameLimits,
    usual: 'stranger',
    known,
  });
  return {
    document,
    named: namedValues(document),
    meantAnchors: knownDemands(audited).trustAnchors,
    anchors,
    profiles: strangerProfiles(audited, keys),
    attributes: withFillings(document, tried, (term) =>
      term === sessionNameKey ? names.values : otherKeys(term, place.account, anchors),
    ),
    sessionNames: conditionsOf(document, sessionNameKey).length === 0 ? [] : names.values,
    variables,
    looksAtTagKeys: conditionsOf(document, tagKeysKey).length > 0,
    complete: names.complete && tried.every(({ complete }) => complete),
  };
}

interface TriedAttribute {
  readonly attribute: CertificateAttribute;
  readonly values: readonly string[];
}

/** An attribute that is a variable may have to follow what it is compared with. */
function withFillings(
  document: PolicyDocument,
  tried: readonly TriedAttribute[],
  valuesOfOther: (term: string) => readonly string[],
): Map<CertificateAttribute, readonly string[]> {
  const values = new Map(tried.map((each) => [each.attribute, each.values]));
  const fillings = variableFillings(document, (term) => values.get(term) ?? valuesOfOther(term));
  for (const [attribute, filling] of fillings) {
    const known = values.get(attribute) ?? [];
    if (isWithin(filling, limitsOf(attribute)) && !known.includes(filling)) {
      values.set(attribute, [...known, filling]);
    }
  }
  return values;
}

function otherKeys(
  key: string,
  account: string,
  anchors: readonly StrangerAnchor[],
): readonly string[] {
  switch (key) {
    case 'aws:sourceaccount':
      return [account];
    case anchorKey:
      return anchors.map(({ arn }) => arn);
    case sessionNameKey:
      return ['stranger'];
    default:
      return [];
  }
}

/** Others that a profile may map as well: a policy can look at which tags there are, and how many. */
const usualAttributes: readonly CertificateAttribute[] = [
  'x509Subject/O',
  'x509SAN/DNS',
  'x509Issuer/CN',
  'x509Issuer/O',
];

/** What the policy looks at, and what certificates usually have. */
function attributesOf(
  document: PolicyDocument,
  variables: ReadonlySet<CertificateAttribute>,
): CertificateAttribute[] {
  const conditions = concernedStatements(document).flatMap((statement) => statement.conditions);
  const looked = conditions.flatMap(({ key }) => attributeOfKey(key) ?? []);
  const tagKeys = conditionsOf(document, tagKeysKey).flatMap(({ values }) => values);
  const asTagKeys = [
    ...(tagKeys.length === 0 ? [] : usualAttributes),
    ...tagKeys.flatMap((value) => attributeOfTag(value) ?? []),
  ];
  return [...new Set([commonNameAttribute, 'x509SAN/URI', ...looked, ...asTagKeys, ...variables])];
}

function variableAttributes(document: PolicyDocument): Set<CertificateAttribute> {
  const values = concernedStatements(document)
    .flatMap(({ conditions }) => conditions)
    .flatMap((condition) => condition.values);
  const keys = values.flatMap((value) => variableKeys(value, document.version));
  return new Set(
    keys.flatMap((key) =>
      key.toLowerCase() === sourceIdentityKey ? commonNameAttribute : (attributeOfKey(key) ?? []),
    ),
  );
}

const bareNameLength = 64;

/** A common name that long is the source identity without `CN=` before it. */
function longNames(document: PolicyDocument, attribute: CertificateAttribute): string[] {
  if (attribute !== commonNameAttribute) return [];
  const wanted = concernedStatements(document)
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => key.toLowerCase() === sourceIdentityKey)
    .flatMap(({ values }) => values);
  if (wanted.length === 0) return [];
  const long = wanted.map((value) => value.replaceAll('*', '').padEnd(bareNameLength, 'x'));
  return ['x'.repeat(bareNameLength), ...long.map((value) => value.slice(0, bareNameLength))];
}
