import { generateKey } from '../../../src/core/pki/generate-key.ts';
import {
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
} from '../../../src/core/pki/x509.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };

/** A signing request of a fresh key for one URI, in Base64 over PEM as Kubernetes takes it. */
export async function signingRequest(uri: string): Promise<string> {
  const { publicKey, privateKey } = generateKey();
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: 'CN=web',
    keys: {
      publicKey: publicKey.toCryptoKey(algorithm, true, ['verify']),
      privateKey: privateKey.toCryptoKey(algorithm, true, ['sign']),
    },
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions: [new SubjectAlternativeNameExtension([{ type: 'url', value: uri }])],
  });
  return Buffer.from(request.toString('pem')).toString('base64');
}
