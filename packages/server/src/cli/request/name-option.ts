/** Where on the command line each field of a request comes from. */
export type OptionOf = Readonly<Record<string, string>>;

/** A refusal of the server for who knows the options and not the fields: it begins with the option at fault. */
export function nameOption(
  refusal: { readonly message: string; readonly field: string | undefined },
  optionOf: OptionOf,
): string {
  const { message, field = '' } = refusal;
  // `images_urls[1]` and `limits.daily_spend` come from the option of their first part, if not from one of their own.
  const option = optionOf[field] ?? optionOf[field.split(/[.[]/)[0] ?? ''];
  if (option === undefined) return message;
  const begin = [`${field}: `, `${field} `].find((words) => message.startsWith(words)) ?? '';
  return `${option}: ${message.slice(begin.length)}`;
}
