/** A part that stands as it is, or the name of what is known only when the template is applied. */
export type TextPart<Reference> = string | { readonly reference: Reference };

/** A text that names what is known only when the template is applied. */
export type ReferencingText<Reference> = readonly TextPart<Reference>[];

/** Puts a reference wherever the placeholder stands in a text. */
export function withReference<Reference>(
  text: string,
  placeholder: string,
  reference: Reference,
): ReferencingText<Reference> {
  return text
    .split(placeholder)
    .flatMap((part, index) => (index === 0 ? [part] : [{ reference }, part]));
}
