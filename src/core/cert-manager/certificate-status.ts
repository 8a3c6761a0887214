/** The status of a cert-manager Certificate, as far as it is looked at. */
export interface CertificateStatus {
  readonly conditions?: ReadonlyArray<{
    readonly type: string;
    readonly status: string;
    readonly message?: string;
  }>;
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly renewalTime?: string;
}

/** What cert-manager says of a Certificate; moments are undefined until it has issued one. */
export interface CertificateReading {
  readonly isReady: boolean;
  readonly message: string;
  readonly notBefore: Date | undefined;
  readonly notAfter: Date | undefined;
  readonly renewalTime: Date | undefined;
}

/**
 * Reads the status of a Certificate, which is absent until cert-manager has seen it.
 * @see https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateStatus
 */
export function readCertificateStatus(status: CertificateStatus = {}): CertificateReading {
  const ready = status.conditions?.find(({ type }) => type === 'Ready');
  return {
    isReady: ready?.status === 'True',
    message: ready?.message ?? 'cert-manager has not looked at it yet',
    notBefore: dateOf(status.notBefore),
    notAfter: dateOf(status.notAfter),
    renewalTime: dateOf(status.renewalTime),
  };
}

function dateOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
