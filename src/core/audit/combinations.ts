import { evaluateCondition } from '../iam/conditions/evaluate-condition.ts';
import { requestContext } from '../iam/conditions/request-context.ts';
import { matchesAction } from '../iam/matching/action.ts';
import type { Condition, Statement } from '../iam/policy-document.ts';
import { rolesAnywhereActions, rolesAnywherePrincipal } from '../iam/role-trust-policy.ts';
import type { DistinguishedName } from '../pki/distinguished-name.ts';
import {
  type CertificateAttribute,
  certificateNames,
  isOfIssuer,
  unmappedName,
} from './certificate-attribute.ts';
import {
  concernedStatements,
  hasVariable,
  sessionNameKey,
  tagKeysKey,
  termOf,
} from './policy-terms.ts';
import type { SearchSpace } from './search-space.ts';
import {
  type Stranger,
  type StrangerAnchor,
  type StrangerProfile,
  strangerContext,
} from './stranger.ts';
import { type StrangerKind, valuesFor } from './stranger-kind.ts';
import { conditionsOf } from './tried-values.ts';

/** Where a stranger comes in; his CA's name is undefined where it is still to be chosen. */
export interface Entrance {
  readonly trustAnchor: StrangerAnchor;
  readonly profile: StrangerProfile;
  readonly issuer: DistinguishedName | undefined;
}

type Choice = readonly [attribute: CertificateAttribute, value: string | undefined];

/** Every stranger of a kind at an entrance whom some Allow may let in, one for each way in which he looks to the policy. */
export function* combinations(
  space: SearchSpace,
  kind: StrangerKind,
  entrance: Entrance,
): Generator<Stranger> {
  if (isShut(space, entrance)) return;
  const choices = [...space.attributes].map(([attribute, tried]) =>
    distinct(space, entrance, attribute, valuesFor(kind, attribute, tried, space.named)),
  );
  const sessionNames = entrance.profile.acceptRoleSessionName ? space.sessionNames : [];
  for (const statement of allowsOf(space)) {
    if (!leadsTo(statement, space, entrance)) continue;
    const left = choices.map((choice) =>
      choice.filter((one) => fits(statement, space, entrance, one)),
    );
    for (const chosen of product(left)) {
      for (const sessionName of [undefined, ...sessionNames]) {
        yield makeStranger(entrance, chosen, sessionName);
      }
    }
  }
}

function allowsOf({ document }: SearchSpace): Statement[] {
  return concernedStatements(document).filter(
    ({ effect, action }) => effect === 'Allow' && matchesAction(action, 'sts:AssumeRole'),
  );
}

/** Whether the conditions that no stranger has a say in let a statement apply. */
function leadsTo(statement: Statement, space: SearchSpace, entrance: Entrance): boolean {
  const stranger = makeStranger(entrance, [], undefined);
  return statement.conditions
    .filter((condition) => isSettled(condition, space))
    .every((condition) => evaluate(condition, space, stranger) !== false);
}

/** Whether a Deny applies to whoever comes in here. */
function isShut(space: SearchSpace, entrance: Entrance): boolean {
  const stranger = makeStranger(entrance, [], undefined);
  return concernedStatements(space.document).some(
    ({ effect, action, principal, conditions }) =>
      effect === 'Deny' &&
      !principal.negated &&
      rolesAnywhereActions.some((each) => matchesAction(action, each)) &&
      conditions.every(
        (condition) => isSettled(condition, space) && evaluate(condition, space, stranger) === true,
      ),
  );
}

function isSettled(condition: Condition, space: SearchSpace): boolean {
  const term = termOf(condition);
  const isChosen = space.attributes.has(term) || term === sessionNameKey || term === tagKeysKey;
  return !isChosen && !isVariable(condition, space);
}

/** Whether an attribute by itself keeps a statement from applying. */
function fits(
  statement: Statement,
  space: SearchSpace,
  entrance: Entrance,
  [attribute, value]: Choice,
): boolean {
  if (isOfIssuer(attribute) && entrance.issuer !== undefined) return true;
  const stranger = makeStranger(entrance, [[attribute, value]], undefined);
  return statement.conditions
    .filter((condition) => termOf(condition) === attribute && !isVariable(condition, space))
    .every((condition) => evaluate(condition, space, stranger) !== false);
}

/** One value for each way in which the conditions of the policy answer to it. */
function distinct(
  space: SearchSpace,
  entrance: Entrance,
  attribute: CertificateAttribute,
  values: readonly (string | undefined)[],
): Choice[] {
  if (isOfIssuer(attribute) && entrance.issuer !== undefined) return [[attribute, undefined]];
  const conditions = conditionsOf(space.document, attribute);
  const matters =
    space.variables.has(attribute) || conditions.some((condition) => isVariable(condition, space));
  const byLook = new Map<string, Choice>();
  for (const value of inOrder(values, conditions)) {
    const stranger = makeStranger(entrance, [[attribute, value]], undefined);
    const answers = conditions.map((condition) => evaluate(condition, space, stranger));
    const presence = space.looksAtTagKeys ? String(value === undefined) : '';
    const look = [...answers.map(String), presence, matters ? (value ?? '') : ''].join('|');
    if (!byLook.has(look)) byLook.set(look, [attribute, value]);
  }
  return [...byLook.values()];
}

/** What no condition looks at is shown as certificates usually have it: present. */
function inOrder(
  values: readonly (string | undefined)[],
  conditions: readonly Condition[],
): readonly (string | undefined)[] {
  if (conditions.length > 0) return values;
  return values.toSorted((a, b) => Number(a === undefined) - Number(b === undefined));
}

function isVariable({ values }: Condition, { document }: SearchSpace): boolean {
  return values.some((value) => hasVariable(value, document.version));
}

function evaluate(
  condition: Condition,
  { document }: SearchSpace,
  stranger: Stranger,
): boolean | string {
  const principal = { kind: 'service', name: rolesAnywherePrincipal } as const;
  const context = requestContext(strangerContext(stranger), principal);
  return evaluateCondition(condition, document.version, context);
}

const strangeCa: DistinguishedName = [unmappedName];

function makeStranger(
  { trustAnchor, profile, issuer }: Entrance,
  choices: readonly Choice[],
  sessionName: string | undefined,
): Stranger {
  const values = new Map(
    choices.flatMap(([attribute, value]) => (value === undefined ? [] : [[attribute, value]])),
  );
  const names = certificateNames(values);
  const chosen = names.issuer.length === 0 ? strangeCa : names.issuer;
  return {
    certificate: { ...names, issuer: issuer ?? chosen },
    trustAnchor,
    profile,
    sessionName,
  };
}

function* product([first, ...rest]: readonly (readonly Choice[])[]): Generator<readonly Choice[]> {
  if (first === undefined) {
    yield [];
    return;
  }
  for (const choice of first) {
    for (const others of product(rest)) yield [choice, ...others];
  }
}
