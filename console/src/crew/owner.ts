// Whose it is what waits on this phone: another crew that logs in here neither sends it nor loses it.
import { useSession } from "../api/session";

export type Owner = { username: string; unitId: string };

export type Owned = { owner?: Owner | undefined };

/** The crew that is logged in. */
export function currentOwner(): Owner | undefined {
  const session = useSession.getState();
  if (session.phase !== "somebody" || !session.account.unit_id) return undefined;
  return { username: session.account.username, unitId: session.account.unit_id };
}

/** What was kept by an older version bears no owner: it goes with whoever is logged in, as it did then. */
export function isMine({ owner }: Owned): boolean {
  const now = currentOwner();
  if (!now) return false;
  return !owner || (owner.username === now.username && owner.unitId === now.unitId);
}

/** Whoever logs in may have something waiting. */
export function onOwnerChanged(sendWhatWaits: () => void): void {
  useSession.subscribe(sendWhatWaits);
}
