// Describes a found place besides its name: its kind, the part of the city, its distance and from where.
import type { TFunction } from "i18next";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { FoundPlace } from "../api/answers";
import { distance } from "../time/duration";
import { useTerm } from "./terms";

const NEAR = /^dekat /; // the import writes this for a place without a name

/** The name on the sign, with the house number if there is one. */
export function nameOf({ name, house_number, number_basis }: FoundPlace): string {
  return house_number && number_basis !== "not_found" ? `${name} ${house_number}` : name;
}

export function usePlaceWords(): (place: FoundPlace) => { name: string; where: string; kind: string; away: string } {
  const { t, i18n } = useTranslation();
  const term = useTerm();
  return useCallback(
    (place) => {
      const sort = place.category ? term("place_category", place.category) : term("call.place_kind", place.kind);
      return {
        name: place.is_unnamed ? t("place.unnamed", { kind: sort }) : nameOf(place),
        where: where(place, t).filter(Boolean).join(" · "),
        kind: sort,
        away: place.distance_m === null ? "" : away(place, distance(place.distance_m, i18n.language), t),
      };
    },
    [t, i18n.language, term],
  );
}

type Translate = TFunction;

function where(place: FoundPlace, t: Translate): (string | null)[] {
  const { detail, area, crosses, house_number } = place;
  if (place.kind === "coordinates") return [detail && t("place.near", { place: detail })];
  return [
    place.is_unnamed && detail && NEAR.test(detail) ? t("place.near", { place: detail.replace(NEAR, "") }) : null,
    area ?? (place.is_unnamed ? null : detail),
    crosses ? t("place.at_crossing", { street: crosses }) : null,
    place.number_basis === "interpolated" ? t("place.number_estimated") : null,
    place.number_basis === "not_found" && house_number ? t("place.number_missing", { number: house_number }) : null,
  ];
}

function away(place: FoundPlace, far: string, t: Translate): string {
  return place.distance_from === "city_middle" ? t("place.from_middle", { distance: far }) : far;
}
