/** The keys that a trust policy can ask for here; others make a decision impossible. */
const knownKeys = new Set([
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:tagkeys',
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:principalisawsservice',
  'aws:principalservicename',
  'aws:sourceidentity',
  'sts:rolesessionname',
  'sts:sourceidentity',
  'sts:externalid',
  'sts:transitivetagkeys',
]);

const knownPrefixes = ['aws:principaltag/', 'aws:requesttag/'];

/** Says whether a condition key has a meaning here; upper and lower case are the same to IAM. */
export function isKnownKey(key: string): boolean {
  const lower = key.toLowerCase();
  return knownKeys.has(lower) || knownPrefixes.some((prefix) => lower.startsWith(prefix));
}
