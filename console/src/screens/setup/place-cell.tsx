// A place in a list, marked if it lies far outside the city.
import { useReference } from "../../base/api/session";
import { isFarOutside } from "./far-outside";
import { useWords } from "./words";

type Place = { lat: number; lon: number };

export function PlaceCell({ place, text }: { place: Place; text: string }) {
  const { t } = useWords();
  const { city } = useReference();
  return (
    <>
      {text} {isFarOutside(place, city.bbox) && <strong className="warn">{t("outside")}</strong>}
    </>
  );
}
