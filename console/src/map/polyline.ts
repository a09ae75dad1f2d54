// Routes come as encoded polylines with six digits.

const PRECISION = 1e6;

export function decodePolyline6(text: string): [lon: number, lat: number][] {
  const line: [number, number][] = [];
  let index = 0;
  let lat = 0;
  let lon = 0;
  const next = (): number => {
    let result = 0;
    let shift = 0;
    for (;;) {
      const byte = text.charCodeAt(index++) - 63;
      result |= (byte & 0x1f) << shift;
      shift += 5;
      if (byte < 0x20 || Number.isNaN(byte)) return result & 1 ? ~(result >> 1) : result >> 1;
    }
  };
  while (index < text.length) {
    lat += next();
    lon += next();
    line.push([lon / PRECISION, lat / PRECISION]);
  }
  return line;
}
