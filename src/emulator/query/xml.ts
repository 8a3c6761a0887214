/** A value that XML can hold: a text, an element for each member, or a list of `member` elements. */
export type XmlValue = string | number | boolean | readonly XmlValue[] | XmlElements;

/** By element name; an absent value has no element. */
export interface XmlElements {
  readonly [name: string]: XmlValue | undefined;
}

/** The elements of an object, in its order. */
export function renderXml(elements: XmlElements): string {
  return Object.entries(elements)
    .map(([name, value]) => (value === undefined ? '' : element(name, value)))
    .join('');
}

function element(name: string, value: XmlValue): string {
  return `<${name}>${content(value)}</${name}>`;
}

function content(value: XmlValue): string {
  if (isList(value)) return value.map((member) => element('member', member)).join('');
  return typeof value === 'object' ? renderXml(value) : escape(String(value));
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#xD;',
};

const impossible = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** What XML has no way to say becomes the replacement character. */
function escape(text: string): string {
  const possible = text.replace(impossible, '\uFFFD');
  return possible.replace(/[&<>"'\r]/g, (character) => entities[character] ?? character);
}
