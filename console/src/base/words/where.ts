// The location of an incident as people say it: its address, else a place near it; coordinates if nothing has a name.
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Incident } from "../api/views";
import { coordinates } from "../ground";

export type Somewhere = Pick<Incident, "address" | "near_place" | "position">;

export function useWhere(): (incident: Somewhere) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ address, near_place, position }) =>
      address ?? (near_place ? t("place.near", { place: near_place }) : coordinates(position)),
    [t],
  );
}

/** A helpful addition: the place near an address that names none, the exact position of a place without an address. */
export function useWhereToo(): (incident: Somewhere) => string | null {
  const { t } = useTranslation();
  return useCallback(
    ({ address, near_place, position }) => {
      if (!near_place) return null;
      if (!address) return coordinates(position);
      return address.includes(near_place) ? null : t("place.near", { place: near_place });
    },
    [t],
  );
}
