import type { RevocationLists } from '../../../aws/roles-anywhere.ts';
import type { Context } from '../../../context.ts';
import { ownershipTags } from '../../../core/anywhere/tags.ts';
import type { TrustAnchor } from '../../../core/anywhere/trust-anchor.ts';
import { IamraError } from '../../../core/errors/iamra-error.ts';
import type {
  CertificateToReplace,
  RevocationPlan,
  RevocationStep,
  UnsignedList,
} from '../../../core/plan/revocation/revocation-step.ts';
import type { Kube } from '../../../kube/kube.ts';
import type { AwsSide } from '../../aws-side/open-aws-side.ts';
import { renewCertificate } from '../../workload-ca/renew-certificate.ts';
import { readSecret } from './find-in-cluster.ts';

/** What a plan of revocation lists needs to be carried out. */
export interface RevocationWorld {
  readonly side: AwsSide;
  readonly trustAnchor: TrustAnchor;
  readonly kube: Kube | undefined;
  readonly plan: RevocationPlan;
  readonly signed: ReadonlyMap<UnsignedList, string>;
  /** Says that somebody else has taken the lock. */
  readonly lost: AbortSignal;
}

/**
 * Runs the plan, step by step; gives the moment when its last list was in AWS, undefined where it has none.
 * @throws {IamraError} IAMRA905 where it was interrupted, IAMRA268 where somebody else changed a list meanwhile; running it again goes on
 */
export async function applyRevocation(
  context: Context,
  world: RevocationWorld,
): Promise<Date | undefined> {
  const { steps } = world.plan;
  let done = 0;
  let revokedAt: Date | undefined;
  try {
    for (const step of steps) {
      if (context.signal.aborted) throw new IamraError('IAMRA905', 'Interrupted.');
      world.lost.throwIfAborted();
      await context.terminal.step(step.title, () => applyStep(step, world, context.now()));
      if (step.kind !== 'replace-certificate') revokedAt = context.now();
      done++;
    }
  } catch (error) {
    context.terminal.note(
      done === 0
        ? 'Nothing was written.'
        : `${done} of ${steps.length} steps are done and stay; run the same command again to go on.`,
    );
    throw error;
  }
  return revokedAt;
}

async function applyStep(step: RevocationStep, world: RevocationWorld, now: Date): Promise<void> {
  const { rolesAnywhere } = world.side.aws;
  switch (step.kind) {
    case 'delete-list':
      return rolesAnywhere.deleteRevocationList(step.id);
    case 'import-list':
      return importList(step, world);
    case 'update-list':
      await refuseChanged(rolesAnywhere, step);
      return rolesAnywhere.updateRevocationList(step.id, {
        name: step.name,
        text: textOf(step.list, world),
      });
    case 'enable-list':
      return rolesAnywhere.enableRevocationList(step.id);
    case 'replace-certificate':
      return replace(step.certificate, world, now);
  }
}

async function importList(
  { name, list }: Extract<RevocationStep, { kind: 'import-list' }>,
  world: RevocationWorld,
): Promise<void> {
  const { config, aws } = world.side;
  const trustAnchorArn = world.trustAnchor.arn;
  const lists = await aws.rolesAnywhere.listRevocationLists();
  if (lists.some((held) => held.trustAnchorArn === trustAnchorArn && held.name === name)) {
    throw changed(name);
  }
  await aws.rolesAnywhere.importRevocationList({
    name,
    text: textOf(list, world),
    trustAnchorArn,
    tags: { ...config.tags, ...ownershipTags(config.cluster) },
  });
}

/** The next list holds what the last one held: one that came between would be lost. */
async function refuseChanged(
  { listRevocationLists }: RevocationLists,
  { id, name, before }: Extract<RevocationStep, { kind: 'update-list' }>,
): Promise<void> {
  const held = (await listRevocationLists()).find((list) => list.id === id);
  if (held?.text !== before) throw changed(name);
}

function changed(name: string): IamraError {
  return new IamraError(
    'IAMRA268',
    `Revocation list ${name} was changed by somebody else since the plan was made.`,
  );
}

/** Leaves a certificate that was replaced meanwhile: only the revoked one has to go. */
async function replace(
  { namespace, name, secretName, serialNumber }: CertificateToReplace,
  { kube }: RevocationWorld,
  now: Date,
): Promise<void> {
  if (kube === undefined) return;
  const facts = await readSecret(kube, namespace, secretName);
  if (facts?.serialNumber !== serialNumber) return;
  await renewCertificate(kube, { namespace, name }, now);
}

function textOf(list: UnsignedList, { signed }: RevocationWorld): string {
  const text = signed.get(list);
  if (text === undefined) throw new Error('a list of the plan was not signed');
  return text;
}
