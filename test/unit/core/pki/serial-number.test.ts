import { describe, expect, it } from 'vitest';
import { colonHex, decimal, parseSerialNumber } from '../../../../src/core/pki/serial-number.ts';

describe('parseSerialNumber', () => {
  it.each([
    ['2571', '0a0b'],
    ['0a0b', '0a0b'],
    ['0x0A0B', '0a0b'],
    ['0x2571', '2571'],
    ['A:0b', '0a0b'],
    ['00:0A:0B', '0a0b'],
    [' FF ', 'ff'],
  ])('reads %s as %s', (text, expected) => {
    expect(parseSerialNumber(text)).toBe(expected);
  });

  it.each(['', '0', '00:00', '-5', '0a:b', '0a 0b', 'web', '0x', ':', `f${'0'.repeat(40)}`])(
    'takes “%s” for no serial number',
    (text) => {
      expect(parseSerialNumber(text)).toBeUndefined();
    },
  );

  it('takes 20 octets, the most that a certificate may have', () => {
    expect(parseSerialNumber('f'.repeat(40))).toBe('f'.repeat(40));
  });
});

describe('the two spellings of a serial number', () => {
  it('are the hex with colons of openssl and the decimal of AWS', () => {
    expect(colonHex('0a0b0c')).toBe('0a:0b:0c');
    expect(decimal('0a0b')).toBe('2571');
  });
});
