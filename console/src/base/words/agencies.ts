// The city's agencies by name.
import type { Agency } from "../api/answers";

export function namesOfKind(kind: string, agencies: Iterable<Agency>): string {
  const names = [...agencies].filter((agency) => agency.kind === kind).map(({ name }) => name);
  return names.join(", ");
}
