import type { InjectionRequest } from '../annotations/injection-request.ts';
import { tokenFile, volumeName } from '../contract.ts';
import type { InjectionSettings } from '../injection-settings.ts';
import type { Volume } from '../pod/pod.ts';

/**
 * The token, the certificate's Secret (whole and with the default mode: another user than root reads
 * it), and the CA bundle. No emptyDir, which would keep `kubectl drain` from evicting the pod.
 */
export function injectedVolumes(
  { certificate, tokenExpirationSeconds: asked }: InjectionRequest,
  { tokenAudience, tokenExpirationSeconds, caBundle }: InjectionSettings,
): Volume[] {
  const serviceAccountToken = {
    audience: tokenAudience,
    expirationSeconds: asked ?? tokenExpirationSeconds,
    path: tokenFile,
  };
  const volumes: Volume[] = [
    { name: volumeName.token, projected: { sources: [{ serviceAccountToken }] } } as Volume,
    { name: volumeName.certificate, secret: { secretName: certificate } } as Volume,
  ];
  if (caBundle !== undefined) {
    volumes.push({ name: volumeName.caBundle, configMap: { name: caBundle.configMap } } as Volume);
  }
  return volumes;
}
