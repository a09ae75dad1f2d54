// Keeps the map on one unit; used wherever a unit is named.
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useNow } from "../../base/time/now";
import { fleet } from "../../live/fleet";
import { follow, useMap } from "../../map/map-state";
import { useDesk } from "../desk-state";

const MAP_SCREEN = "/desk";

/** `sign`: shows a sign where there is no room for the word. */
export function FollowButton({ unitId, sign = false, hotkey }: { unitId: string; sign?: boolean; hotkey?: string }) {
  const { t } = useTranslation();
  const [path, go] = useLocation();
  const followed = useMap((state) => state.followed === unitId);
  useNow(); // positions come from outside React
  const word = followed ? t("incident.unfollow") : t("incident.follow");
  const name = followed ? t("incident.unfollow_of", { unit: unitId }) : t("incident.follow_of", { unit: unitId });
  return (
    <button
      type="button"
      className={sign ? "follow sign" : "follow"}
      aria-pressed={followed}
      aria-label={name}
      title={sign ? name : undefined}
      disabled={!followed && !fleet.fixes.has(unitId)}
      onClick={(event) => {
        event.stopPropagation(); // the row's own click would go to the unit once, which ends following
        toggleFollowing(unitId);
        if (path !== MAP_SCREEN) go(MAP_SCREEN);
      }}
    >
      {sign ? <Crosshair /> : word}
      {hotkey && !sign && (
        <>
          {" "}
          <kbd>{hotkey}</kbd>
        </>
      )}
    </button>
  );
}

/** The followed unit is also selected, with its name and its card on the map. */
export function toggleFollowing(unitId: string): void {
  if (useMap.getState().followed === unitId) {
    follow(null);
    return;
  }
  useDesk.setState({ unitId });
  follow(unitId);
}

function Crosshair() {
  return (
    <svg
      viewBox="0 0 24 24"
      width="16"
      height="16"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
    >
      <circle cx="12" cy="12" r="7" />
      <circle cx="12" cy="12" r="1.5" fill="currentColor" />
      <path d="M12 1v6M12 17v6M1 12h6M17 12h6" />
    </svg>
  );
}
