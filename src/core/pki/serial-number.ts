const longestOctets = 20;

/**
 * Reads a certificate's serial number: digits are decimal, as AWS writes it; colons, the letters a–f or `0x`
 * make it hex, as openssl and kubectl write it. Gives lower-case hex, two digits an octet, as `CertificateFacts`
 * has it; undefined for what is no serial number (RFC 5280 §4.1.2.2: positive, 20 octets at most).
 */
export function parseSerialNumber(text: string): string | undefined {
  const plain = text.trim().toLowerCase();
  if (/^\d+$/.test(plain)) return checked(BigInt(plain));
  const digits = /^[0-9a-f]{1,2}(:[0-9a-f]{2})+$/.test(plain)
    ? plain.replaceAll(':', '')
    : plain.replace(/^0x/, '');
  return /^[0-9a-f]+$/.test(digits) ? checked(BigInt(`0x${digits}`)) : undefined;
}

/** `0a:1b:2c`, as openssl shows it. */
export function colonHex(serialNumber: string): string {
  return serialNumber.replace(/..(?!$)/g, '$&:');
}

/** The digits that AWS shows and CreateSession is signed with. */
export function decimal(serialNumber: string): string {
  return BigInt(`0x${serialNumber}`).toString();
}

function checked(value: bigint): string | undefined {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return value === 0n || even.length > 2 * longestOctets ? undefined : even;
}
