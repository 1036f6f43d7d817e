/** Address of a module beside `from`, with the same extension: the package runs as TypeScript and as built JavaScript. */
export function siblingModule(from: string, name: string): URL {
  return new URL(`./${name}${from.endsWith('.ts') ? '.ts' : '.js'}`, from);
}
