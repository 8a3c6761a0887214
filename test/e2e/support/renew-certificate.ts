import type { UserMachine } from './installation.ts';

/** What `cmctl renew` does: sets the Issuing condition. */
export async function renewCertificate(
  { kubectl }: UserMachine,
  namespace: string,
  name: string,
): Promise<void> {
  const condition = {
    type: 'Issuing',
    status: 'True',
    reason: 'ManuallyTriggered',
    message: 'Certificate re-issuance manually triggered',
    lastTransitionTime: new Date().toISOString().replace(/\.\d+Z/, 'Z'),
  };
  const certificate = ['certificate', name, `--namespace=${namespace}`];
  const found = JSON.parse(await kubectl(['get', ...certificate, '--output=json'])) as {
    readonly status: { readonly conditions: readonly object[] };
  };
  const conditions = [...found.status.conditions, condition];
  await kubectl([
    ...['patch', ...certificate, '--subresource=status', '--type=merge'],
    `--patch=${JSON.stringify({ status: { conditions } })}`,
  ]);
}
