// Hands over to the phone's own navigation.
import type { Place } from "../../base/api/views";

export function navigationUrl({ lat, lon }: Place, userAgent = navigator.userAgent): string {
  const place = `${lat},${lon}`;
  return /iPhone|iPad/.test(userAgent) ? `maps://?daddr=${place}&dirflg=d` : `geo:${place}?q=${place}`;
}
