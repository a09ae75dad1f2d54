// A place in a form: latitude and longitude as text, or the name of a place to look up.
import { useEffect, useState } from "react";
import type { UseFormRegister } from "react-hook-form";
import type { FoundPlace } from "../../base/api/answers";
import { answerOf, client } from "../../base/api/client";
import type { Place } from "../../base/api/views";
import { usePlaceWords } from "../../base/words/found-place";
import type { FormField, Values } from "./form";
import { useWords } from "./words";

const WAIT_MS = 200;
const LIMIT = 6;
const DIGITS = 6;

type Props = {
  field: FormField;
  value: string;
  onChange: (value: string) => void;
  register: UseFormRegister<Values>;
  wrong: boolean;
};

export function PlaceField({ field, value, onChange, register, wrong }: Props) {
  const { t } = useWords();
  const wordsOf = usePlaceWords();
  const id = `setup-${field.name}`;
  const found = useFound(value);
  return (
    <>
      <label htmlFor={id}>{field.label}</label>
      <div>
        <input
          id={id}
          {...register(field.name, { validate: (typed) => placeOf(typed) !== null })}
          autoComplete="off"
          aria-invalid={wrong}
          aria-required={field.required ?? false}
          aria-describedby={`${id}-hint`}
          maxLength={200}
        />
        {found.length > 0 && (
          <ul className="found-places">
            {found.map((place) => (
              <li key={`${place.name} ${place.position.lat} ${place.position.lon}`}>
                <button type="button" className="plain clip" onClick={() => onChange(textOfPlace(place.position))}>
                  <strong>{wordsOf(place).name}</strong> <span className="soft">{wordsOf(place).where}</span>{" "}
                  <span className="muted">{wordsOf(place).kind}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
        <p id={`${id}-hint`} className={wrong ? "bad hint" : "muted hint"}>
          {wrong ? t("position_wrong") : t("position_hint")}
        </p>
      </div>
    </>
  );
}

export function placeOf(value: string | string[] | undefined): Place | null {
  const parts = /^\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(String(value ?? ""));
  if (!parts) return null;
  const [lat, lon] = [Number(parts[1]), Number(parts[2])];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}

export function textOfPlace({ lat, lon }: Place): string {
  return `${Number(lat.toFixed(DIGITS))}, ${Number(lon.toFixed(DIGITS))}`;
}

function useFound(typed: string): readonly FoundPlace[] {
  const [found, setFound] = useState<readonly FoundPlace[]>([]);
  useEffect(() => {
    const q = typed.trim();
    if (q.length < 3 || placeOf(q)) {
      setFound([]);
      return;
    }
    let current = true;
    const timer = setTimeout(() => {
      answerOf(client.GET("/api/v1/places", { params: { query: { q, limit: LIMIT } } }))
        .then((places) => current && setFound(places))
        .catch(() => current && setFound([]));
    }, WAIT_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [typed]);
  return found;
}
