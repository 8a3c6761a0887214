import { buildPath, isSame, isSelfIssued, type Path, type PathInput } from '../pki/build-path.ts';
import { formatDistinguishedName } from '../pki/distinguished-name.ts';

/** The path from a certificate to one of a trust anchor; a chain may hold no root but that of the anchor. */
export function trustedPath(input: PathInput): Path {
  const { intermediates, anchors } = input;
  const foreign = intermediates.find(
    (sent) => isSelfIssued(sent) && !anchors.some((anchor) => isSame(anchor, sent)),
  );
  if (foreign === undefined) return buildPath(input);
  const name = formatDistinguishedName(foreign.subject);
  return { outcome: 'none', reason: `the chain holds a foreign root: ${name}` };
}
