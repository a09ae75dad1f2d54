// Whose it is what waits on this computer or phone: another account that logs in here neither sends it nor loses it.
import { useSession } from "../base/api/session";

/** `unitId` is null for a desk that presses for a crew. */
export type Owner = { username: string; unitId: string | null };

export type Owned = { owner?: Owner | undefined };

/** Who is logged in. */
export function currentOwner(): Owner | undefined {
  const session = useSession.getState();
  if (session.phase !== "somebody") return undefined;
  return { username: session.account.username, unitId: session.account.unit_id };
}

/** What was kept by an older version bears no owner: it goes with whichever crew is logged in, as it did then. */
export function isMine({ owner }: Owned): boolean {
  const now = currentOwner();
  if (!now) return false;
  if (!owner) return now.unitId !== null;
  return owner.username === now.username && owner.unitId === now.unitId;
}

/** Whoever logs in may have something waiting. */
export function onOwnerChanged(sendWhatWaits: () => void): void {
  useSession.subscribe(sendWhatWaits);
}
