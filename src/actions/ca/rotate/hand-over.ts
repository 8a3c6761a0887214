import { workloadCaSecretName } from '../../../core/cert-manager/workload-ca-secret.ts';
import type { RotateInput } from './rotate-input.ts';

/**
 * What is left to do where the rotation has only the files of the CA: first the one command for whoever has
 * both cluster and AWS, then the steps for who has the cluster alone, and the command that ends it here.
 */
export function handOver({
  caKeyFile = '',
  abort,
}: Pick<RotateInput, 'caKeyFile' | 'abort'>): string[] {
  const again = ['iamra ca rotate', `--ca-key-file ${caKeyFile}`, ...(abort ? ['--abort'] : [])];
  return [
    `iamra ca rotate --next-ca-key-file ${caKeyFile} --context NAME`,
    `openssl x509 -in ${caKeyFile} -out ca.crt && openssl pkey -in ${caKeyFile} -out tls.key`,
    `kubectl create secret tls ${workloadCaSecretName} --namespace cert-manager --cert ca.crt --key tls.key --dry-run=client --output yaml | kubectl apply --filename -`,
    'cmctl renew --all-namespaces --selector app.kubernetes.io/managed-by=iamra',
    `${again.join(' ')} --reissued`,
  ];
}
