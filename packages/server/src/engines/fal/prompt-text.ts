/** Where an endpoint has no field for what must not be seen, the prompt says it. */
export function promptWithNegative(prompt: string, negativePrompt: string | null): string {
  if (negativePrompt === null || negativePrompt === '') return prompt;
  const negative = `Negative prompt: ${negativePrompt}`;
  return prompt === '' ? negative : `${prompt}\n${negative}`;
}
