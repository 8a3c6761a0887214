const integerTag = 0x02;
const sequenceTag = 0x30;
const utcTimeTag = 0x17;
const generalizedTimeTag = 0x18;
const lastUtcTimeYear = 2049;

/** One DER value: tag, length, content (X.690 §8.1). */
export function derValue(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.of(tag), lengthOctets(content.length), content]);
}

export function derSequence(...contents: readonly Uint8Array[]): Buffer {
  return derValue(sequenceTag, ...contents);
}

/** An INTEGER that is not negative. */
export function derInteger(value: bigint): Buffer {
  const octets = bigEndian(value);
  const isMarkedNegative = (octets[0] ?? 0) > 0x7f;
  return derValue(integerTag, ...(isMarkedNegative ? [Buffer.of(0)] : []), octets);
}

/** A moment in whole seconds: UTCTime through 2049, GeneralizedTime after it (RFC 5280 §5.1.2.4). */
export function derTime(moment: Date): Buffer {
  const digits = `${moment.toISOString().slice(0, 19).replace(/\D/g, '')}Z`;
  return moment.getUTCFullYear() <= lastUtcTimeYear
    ? derValue(utcTimeTag, Buffer.from(digits.slice(2)))
    : derValue(generalizedTimeTag, Buffer.from(digits));
}

function lengthOctets(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  const octets = bigEndian(BigInt(length));
  return Buffer.concat([Buffer.of(0x80 | octets.length), octets]);
}

function bigEndian(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}
