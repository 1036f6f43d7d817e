/** Where there is no field for what must not be seen, the prompt says it ("can include positive and negative descriptions"). */
export function promptWithNegative({
  prompt,
  negativePrompt,
}: {
  readonly prompt: string;
  readonly negativePrompt: string | null;
}): string {
  if (negativePrompt === null || negativePrompt === '') return prompt;
  const negative = `Negative prompt: ${negativePrompt}`;
  return prompt === '' ? negative : `${prompt}\n${negative}`;
}
