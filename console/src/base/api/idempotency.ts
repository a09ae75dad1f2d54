// Keys for commands: however often one is sent under a key, the server runs it once.

/** Works on pages without https too, where the browser has no `randomUUID`. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
