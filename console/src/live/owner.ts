// The owner of messages that wait on this computer or phone: another account that logs in neither sends nor loses them.
import { useSession } from "../base/api/session";

/** `unitId` is null for a desk user who presses for a crew. */
export type Owner = { username: string; unitId: string | null };

export type Owned = { owner?: Owner | undefined };

/** Who is logged in. */
export function currentOwner(): Owner | undefined {
  const session = useSession.getState();
  if (session.phase !== "somebody") return undefined;
  return { username: session.account.username, unitId: session.account.unit_id };
}

/** A message kept by an older version has no owner: the crew that is logged in sends it, as before. */
export function isMine({ owner }: Owned): boolean {
  const now = currentOwner();
  if (!now) return false;
  if (!owner) return now.unitId !== null;
  return owner.username === now.username && owner.unitId === now.unitId;
}

/** The account that logs in may have messages waiting. */
export function onOwnerChanged(sendWhatWaits: () => void): void {
  useSession.subscribe(sendWhatWaits);
}
