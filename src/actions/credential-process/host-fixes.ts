import type { IamraCode } from '../../core/errors/catalogue.ts';
import { IamraError } from '../../core/errors/iamra-error.ts';

const again = 'run it again later; https://health.aws.amazon.com tells of outages';
const setClock = 'set the clock of this host: timedatectl set-ntp true';

type Fixes = Readonly<Partial<Record<IamraCode, string>>>;

/** What mends on a host what the catalogue mends in a cluster; one for the very occurrence is closer. */
const usual: Fixes = {
  IAMRA402:
    'check the files: a PEM leaf with its intermediates, and its RSA or EC key, readable by you',
  IAMRA406: 'renew the certificate, with the CA that issued it',
  IAMRA409: `${setClock}; and see that nothing between this host and AWS changes requests`,
  IAMRA410: setClock,
  IAMRA417: 'run it less often, or ask AWS for a higher CreateSession rate in the region',
  IAMRA418: again,
  IAMRA419:
    'check name resolution, firewall and HTTPS_PROXY of this host: it needs HTTPS to the endpoint',
};

/** In place of any: the one for the occurrence names an annotation of pods. */
const always: Fixes = {
  IAMRA415: 'give a shorter --session-duration, or raise the MaxSessionDuration of the role',
};

/** The same error with the fix for a host. */
export function forHost(error: IamraError): IamraError {
  const fix = always[error.code] ?? (error.hasOwnFix ? undefined : usual[error.code]);
  if (fix === undefined) return error;
  return new IamraError(error.code, error.message, { fix, cause: error.cause });
}
