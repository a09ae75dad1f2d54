// Types for the package open-location-code, which has none.
declare module "open-location-code" {
  export class OpenLocationCode {
    isValid(code: string): boolean;
    isFull(code: string): boolean;
    recoverNearest(shortCode: string, latitude: number, longitude: number): string;
    decode(code: string): { latitudeCenter: number; longitudeCenter: number };
  }
}
